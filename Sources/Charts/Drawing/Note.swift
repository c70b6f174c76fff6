/// A remark below the figure, at its left edge: what had to be left out or joined.
struct Note: PlotPart {
    let theme: Theme
    let surface: any Surface
    /// What there is to say about a plot of this size; `nil` for nothing.
    let text: (Rect) -> String?

    private func block(_ plot: Rect, _ bounds: Rect) -> TextBlock? {
        text(plot).map {
            TextBlock(
                paragraph: $0, theme.valueStyle, maximumWidth: max(bounds.width, 1),
                maximumLines: 3)
        }
    }

    func insets(around plot: Rect, in bounds: Rect) -> Insets {
        guard let block = block(plot, bounds) else { return Insets() }
        return Insets(bottom: surface.measure(block).height + 2 * theme.gap)
    }

    func draw(around plot: Rect, in bounds: Rect) {
        guard let block = block(plot, bounds) else { return }
        surface.draw(
            block, at: Point(x: bounds.minX, y: bounds.maxY - surface.measure(block).height),
            anchor: .topLeft, rotation: 0, color: theme.secondaryText)
    }
}
