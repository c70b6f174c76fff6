/// The colours of a scale with their numbers, to the right of the plot.
struct ColorBar: PlotPart {
    let scale: ColorScale
    let title: String?
    let theme: Theme
    let surface: any Surface

    private static let width = 9.0
    /// More steps than the eye sees, few enough to leave room for the cells in a palette of 256.
    private static let steps = 64

    private func ticks(_ plot: Rect) -> TickLabels {
        TickLabels(
            LinearScale(domain: scale.domain, start: plot.maxY, end: plot.minY), spacing: 3.2,
            on: surface, theme: theme)
    }

    func insets(around plot: Rect, in bounds: Rect) -> Insets {
        let ticks = ticks(plot)
        var insets = ticks.overhang(plot)
        insets.right = 3 * theme.gap + Self.width + ticks.width
        if let title = verticalTitle(title, plot, theme) {
            insets.right += surface.measure(title).height + theme.gap
        }
        return insets
    }

    func draw(around plot: Rect, in bounds: Rect) {
        let left = plot.maxX + 2 * theme.gap
        let right = left + Self.width
        // Each step reaches down to the end, below the next ones, so that no seam shows.
        for step in 0..<Self.steps {
            let y = plot.minY + plot.height * Double(step) / Double(Self.steps)
            let fraction = 1 - (Double(step) + 0.5) / Double(Self.steps)
            surface.fill(
                Rect(x: left, y: y, toX: right, toY: plot.maxY), scale.map.color(at: fraction))
        }
        let ticks = ticks(plot)
        for (y, text) in ticks.places {
            surface.draw(
                text, at: Point(x: right + theme.gap, y: y), anchor: .left, rotation: 0,
                color: theme.secondaryText)
        }
        if let title = verticalTitle(title, plot, theme) {
            surface.draw(
                title, at: Point(x: right + ticks.width + 2 * theme.gap, y: plot.midY),
                anchor: .top, rotation: -90, color: theme.secondaryText)
        }
    }
}
