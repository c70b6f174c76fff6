/// Why a chart cannot be drawn.
///
/// Each message says where, what was expected, what was found and what to do.
public enum ChartError: Error, Equatable, Sendable {
    /// There is nothing to draw.
    case empty(chart: String, items: String)
    /// Two arrays that belong together differ in length.
    case countMismatch(place: String, items: String, expected: Int, found: Int)
    /// A mark refers to a row or column that does not exist.
    case indexOutOfRange(place: String, index: Int, count: Int)
    /// A number is placed where the axis does not reach.
    case outsideAxis(place: String, value: Double, last: Int)
    /// A range of values has an infinite bound.
    case infiniteRange(place: String, lower: Double, upper: Double)
    /// A number that has to be finite is not.
    case notFinite(place: String, value: Double)
    /// A number that has to be above 0 is not.
    case notPositive(place: String, value: Double)
    /// A width or height is not a positive number, or larger than any page.
    case invalidSize(width: Double, height: Double)
    /// Dots per inch are not a positive, finite number.
    case invalidResolution(Double)
    /// The bitmap would exceed what the drawing library can hold.
    case tooManyPixels(width: Double, height: Double, limit: Int)
    /// Titles, labels and axes leave no room for the data.
    case noRoom(size: FigureSize, needed: FigureSize)
    /// The theme has a length or font size that cannot be drawn.
    case invalidTheme(property: String, value: Double)
    /// No font is installed at all.
    case noFonts
    /// The drawing library reported an error.
    case drawingFailed(String)
    /// The system has no threads left for setting text.
    case noThreads
    /// The PNG library reported an error.
    case encodingFailed(String)
}

extension ChartError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .empty(let chart, let items):
            "\(chart): expected at least one of \(items), found none; add one before drawing."
        case .countMismatch(let place, let items, let expected, let found):
            "\(place): expected \(expected) \(items), found \(found); "
                + "give every array the same length."
        case .indexOutOfRange(let place, let index, let count):
            "\(place): expected an index from 0 to \(count - 1), found \(index); "
                + "mark only what exists."
        case .outsideAxis(let place, let value, let last):
            "\(place): expected numbers from 0, the first label, to \(last), the last, found "
                + "\(value); count places in labels."
        case .infiniteRange(let place, let lower, let upper):
            "\(place): expected finite bounds, found \(lower)...\(upper); "
                + "give finite bounds, or nil to follow the data."
        case .notFinite(let place, let value):
            "\(place): expected a finite number, found \(value); give one near the data."
        case .notPositive(let place, let value):
            "\(place): expected a number above 0, found \(value); raise it, or give nil to follow "
                + "the data."
        case .invalidSize(let width, let height):
            "Figure size: expected a width and a height above 0 and up to "
                + "\(ChartError.sideLimit) points, found \(width) × \(height); "
                + "set ChartOptions.size."
        case .invalidResolution(let resolution):
            "Resolution: expected a positive, finite number of dots per inch, "
                + "found \(resolution); set ChartOptions.resolution."
        case .tooManyPixels(let width, let height, let limit):
            "PNG: expected at most \(limit) pixels a side and "
                + "\(ChartError.areaLimit) in all, found \(shortened(width)) × "
                + "\(shortened(height)); lower the size or the resolution, or draw an SVG."
        case .noRoom(let size, let needed):
            "Figure size: expected at least \(shortened(needed.width)) × "
                + "\(shortened(needed.height)) points for these titles and labels, found "
                + "\(tenths(size.width)) × \(tenths(size.height)); enlarge the figure or "
                + "shorten the titles."
        case .invalidTheme(let property, let value):
            "Theme.\(property): expected a finite number in its range, found \(value); "
                + "start from Theme.light."
        case .noFonts:
            "Text: expected at least one font, found none; install the Debian package fonts-inter, or "
                + "another with fonts, such as fonts-dejavu-core."
        case .drawingFailed(let reason):
            "Drawing: cairo reported “\(reason)”; try a smaller figure."
        case .noThreads:
            "Text: Pango needs some threads of its own, and no more can be started; raise the limit on "
                + "processes and threads (ulimit -u), or use fewer of them."
        case .encodingFailed(let reason):
            "PNG: libpng reported “\(reason)”; try a smaller figure."
        }
    }

    /// The largest side of a figure, in points; beyond, cairo's coordinates lose their precision.
    static let sideLimit = 100_000

    /// The largest number of pixels in one bitmap: 400 MB of memory.
    static let areaLimit = 100_000_000

    /// A length with at most one decimal, which is never more than it is: so what was found is never the
    /// same number as what was expected.
    private func tenths(_ length: Double) -> String {
        let rounded = (length * 10).rounded(.down) / 10
        return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
    }

    /// A length without a fraction, rounded up; numbers beyond an integer's reach stay as they are.
    private func shortened(_ length: Double) -> String {
        let rounded = length.rounded(.up)
        return Int(exactly: rounded).map(String.init) ?? "\(length)"
    }
}
