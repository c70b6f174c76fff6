/// What charts are drawn on. All lengths are in points.
///
/// A bitmap surface moves the edges of rectangles and of horizontal and vertical lines to whole
/// pixels; nobody else needs to know of pixels.
protocol Surface: AnyObject {
    var size: FigureSize { get }

    /// The space that a text takes, from its first ascender to its last descender.
    func measure(_ text: TextBlock) -> Size

    /// Draws a text.
    /// - Parameters:
    ///   - position: Where the anchor of the text's box lies.
    ///   - anchor: The point of the box that lies there, and about which it turns.
    ///   - rotation: In degrees, clockwise.
    func draw(
        _ text: TextBlock, at position: Point, anchor: Anchor, rotation: Double, color: Color)

    func fill(_ rectangle: Rect, _ color: Color)
    func fill(polygon: [Point], _ color: Color)
    func fillCircle(center: Point, radius: Double, _ color: Color)

    func stroke(_ rectangle: Rect, _ line: LineStyle)
    /// Draws straight lines from each point to the next.
    func stroke(path: [Point], _ line: LineStyle)

    /// Draws with everything outside the rectangle left as it is.
    func clip(to rectangle: Rect, _ draw: () -> Void)

    /// Fills rectangles that do not overlap, so that their order does not matter.
    func fill(apart cells: [ColoredRect])

    /// Fills a rectangle with colours in equal steps from its top to its bottom.
    func fill(_ rectangle: Rect, steps colors: [Color])

    /// Says which numbers were drawn where. Nothing is drawn.
    func note(_ grid: ValueGrid)
}

extension Surface {
    func note(_ grid: ValueGrid) {}

    func fill(apart cells: [ColoredRect]) {
        for cell in cells { fill(cell.rectangle, cell.color) }
    }

    func fill(_ rectangle: Rect, steps colors: [Color]) { fillSteps(rectangle, colors) }

    /// The steps as cells.
    func fillSteps(_ rectangle: Rect, _ colors: [Color]) {
        func y(_ step: Int) -> Double {
            rectangle.minY + rectangle.height * Double(step) / Double(colors.count)
        }
        fill(
            apart: colors.enumerated().map { step, color in
                ColoredRect(
                    rectangle: Rect(
                        x: rectangle.minX, y: y(step), toX: rectangle.maxX, toY: y(step + 1)),
                    color: color)
            })
    }
}

struct ColoredRect: Hashable, Sendable {
    var rectangle: Rect
    var color: Color
}

struct LineStyle: Hashable, Sendable {
    var color: Color
    /// In points.
    var width: Double
    /// Lengths of dashes and spaces in turn; empty for a continuous line.
    var dashes: [Double] = []
}

/// A point of a box: (0, 0) is its upper left corner, (1, 1) its lower right.
struct Anchor: Hashable, Sendable {
    var x: Double
    var y: Double

    static let topLeft = Anchor(x: 0, y: 0)
    static let top = Anchor(x: 0.5, y: 0)
    static let left = Anchor(x: 0, y: 0.5)
    static let center = Anchor(x: 0.5, y: 0.5)
    static let right = Anchor(x: 1, y: 0.5)
    static let bottom = Anchor(x: 0.5, y: 1)
    static let bottomRight = Anchor(x: 1, y: 1)
}

/// A piece of text, ready to be measured and drawn.
struct TextBlock: Hashable, Sendable {
    let string: String
    var style: TextStyle
    /// Width at which lines break, or, for a single line, end in an ellipsis; `nil` for no limit.
    var maximumWidth: Double?
    /// Text beyond so many lines ends in an ellipsis.
    var maximumLines = 1
    var isCentered = false

    /// A single line. Control characters are shown as symbols.
    init(line string: String, _ style: TextStyle, maximumWidth: Double? = nil) {
        self.string = Printable.line(string)
        self.style = style
        self.maximumWidth = maximumWidth
    }

    /// Lines that break between words.
    init(
        paragraph string: String, _ style: TextStyle, maximumWidth: Double, maximumLines: Int,
        isCentered: Bool = false
    ) {
        self.string = Printable.paragraph(string)
        self.style = style
        self.maximumWidth = maximumWidth
        self.maximumLines = maximumLines
        self.isCentered = isCentered
    }

    func limited(to width: Double) -> TextBlock {
        var copy = self
        copy.maximumWidth = width
        return copy
    }
}
