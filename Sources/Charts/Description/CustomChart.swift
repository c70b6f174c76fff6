/// A kind of chart of your own, drawn from rectangles, lines, circles and text.
///
/// Titles, formats, themes, `Panels` and the description for people who cannot see the figure work as for the
/// library's own charts.
/// ```swift
/// struct Squares: CustomChart {
///     var sides: [Double]
///
///     func alternativeText(_ form: AlternativeTextForm) -> String { "\(sides.count) squares." }
///
///     func draw(on canvas: ChartCanvas) {
///         for (index, side) in sides.enumerated() {
///             canvas.fill(
///                 x: canvas.width * Double(index) / Double(sides.count), y: canvas.height - side,
///                 width: side, height: side, color: canvas.theme.bar)
///         }
///     }
/// }
/// let png = try ChartRenderer().png(Squares(sides: [10, 20, 30]))
/// ```
public protocol CustomChart: Chart {
    /// The size of the space for the data, in points, in a figure whose size nobody gave; 480 × 240 unless
    /// you say otherwise.
    func plotSize(_ theme: Theme) -> FigureSize

    /// What the chart shows, in sentences, for people who cannot see it.
    func alternativeText(_ form: AlternativeTextForm) -> String

    /// Draws the data below the titles, which are drawn already. Has to draw the same every time.
    /// - Throws: what the data lacks, preferably a `ChartError`. The figure is given up then.
    func draw(on canvas: ChartCanvas) throws
}

extension CustomChart {
    public var title: String? { nil }
    public var subtitle: String? { nil }
    public func plotSize(_ theme: Theme) -> FigureSize { FigureSize(width: 480, height: 240) }
    public var body: ChartBody { ChartBody(drawing: CustomDrawing(chart: self)) }
}

/// What a `CustomChart` draws on: the space for its data.
///
/// Lengths are in points; x grows to the right and y downwards, from the upper left corner of the space.
/// Nothing is cut off at its edges. What has a coordinate that is not finite is not drawn.
public struct ChartCanvas {
    public let width: Double
    public let height: Double
    public let theme: Theme
    let surface: any Surface
    let origin: Point

    /// A rectangle with its upper left corner at (x, y).
    public func fill(x: Double, y: Double, width: Double, height: Double, color: Color) {
        guard let start = place(x, y), let end = place(x + width, y + height) else { return }
        surface.fill(Rect(x: start.x, y: start.y, toX: end.x, toY: end.y), color)
    }

    /// A polygon; fewer than three corners draw nothing.
    public func fill(polygon corners: [(x: Double, y: Double)], color: Color) {
        guard let corners = places(corners), corners.count > 2 else { return }
        surface.fill(polygon: corners, color)
    }

    /// A disc around (x, y).
    public func fillCircle(x: Double, y: Double, radius: Double, color: Color) {
        guard let center = place(x, y), radius > 0, radius < Self.limit else { return }
        surface.fillCircle(center: center, radius: radius, color)
    }

    /// Straight lines from each point to the next.
    /// - Parameters:
    ///   - points: fewer than two draw nothing.
    ///   - color: the line's colour.
    ///   - width: the line's width.
    ///   - dashes: lengths of dashes and spaces in turn; empty for a continuous line.
    public func stroke(
        _ points: [(x: Double, y: Double)], color: Color, width: Double = 1, dashes: [Double] = []
    ) {
        guard let points = places(points), points.count > 1, width > 0, width < Self.limit,
            dashes.allSatisfy({ 0 < $0 && $0 < Self.limit })
        else { return }
        surface.stroke(path: points, LineStyle(color: color, width: width, dashes: dashes))
    }

    /// A line of text.
    /// - Parameters:
    ///   - text: what is written, and in which size and weight.
    ///   - x: the place, from the left.
    ///   - y: the place, from the top.
    ///   - anchor: the point of the text's box that lies at the place, and about which it turns: (0, 0) is
    ///     its upper left corner, (1, 1) its lower right.
    ///   - rotation: in degrees, clockwise.
    ///   - color: `nil` for the theme's colour of text.
    public func draw(
        _ text: CanvasText, x: Double, y: Double, anchor: (x: Double, y: Double) = (0.5, 0.5),
        rotation: Double = 0, color: Color? = nil
    ) {
        guard let place = place(x, y), rotation.isFinite, anchor.x.isFinite, anchor.y.isFinite
        else { return }
        surface.draw(
            text.block(theme), at: place, anchor: Anchor(x: anchor.x, y: anchor.y),
            rotation: rotation, color: color ?? theme.text)
    }

    /// The width and height that a line of text takes.
    public func size(of text: CanvasText) -> FigureSize {
        let size = surface.measure(text.block(theme))
        return FigureSize(width: size.width, height: size.height)
    }

    /// Beyond, coordinates lose their precision.
    private static let limit = 1e6

    private func place(_ x: Double, _ y: Double) -> Point? {
        guard abs(x) < Self.limit, abs(y) < Self.limit else { return nil }
        return Point(x: origin.x + x, y: origin.y + y)
    }

    /// - Returns: `nil` if any cannot be placed.
    private func places(_ points: [(x: Double, y: Double)]) -> [Point]? {
        let places = points.compactMap { place($0.x, $0.y) }
        return places.count == points.count ? places : nil
    }
}

/// A line of text on a `ChartCanvas`, in the theme's family of fonts.
public struct CanvasText: Hashable, Sendable {
    public var string: String
    /// In points; `nil` for the size of labels.
    public var size: Double?
    public var isBold: Bool
    /// In points; a longer text ends in an ellipsis.
    public var maximumWidth: Double?

    public init(
        _ string: String, size: Double? = nil, isBold: Bool = false, maximumWidth: Double? = nil
    ) {
        self.string = string
        self.size = size
        self.isBold = isBold
        self.maximumWidth = maximumWidth
    }

    func block(_ theme: Theme) -> TextBlock {
        var style = theme.labelStyle
        if let size, 0 < size, size < 1000 { style.size = size }
        return TextBlock(
            line: string, isBold ? style.weighing(.semibold) : style,
            maximumWidth: maximumWidth.map { $0 > 1 ? min($0, 1e5) : 1 })
    }
}
