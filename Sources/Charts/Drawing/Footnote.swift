/// A remark below everything else of a figure, at its left edge, in up to three lines.
struct Footnote {
    /// With the space above.
    let height: Double
    private let text: TextBlock
    private let textHeight: Double
    private let color: Color
    private let surface: any Surface

    /// - Parameter width: Of the figure without its padding.
    init(_ string: String, width: Double, on surface: any Surface, theme: Theme) {
        text = TextBlock(
            paragraph: string, theme.valueStyle, maximumWidth: max(width, 1), maximumLines: 3)
        textHeight = surface.measure(text).height
        height = textHeight + 2 * theme.gap
        color = theme.secondaryText
        self.surface = surface
    }

    /// - Parameter figure: Without its padding.
    func draw(in figure: Rect) {
        surface.draw(
            text, at: Point(x: figure.minX, y: figure.maxY - textHeight), anchor: .topLeft,
            rotation: 0, color: color)
    }
}
