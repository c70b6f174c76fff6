/// Numbers to the left of the plot, with grid lines and a title.
struct ValueAxis: PlotPart {
    let domain: ClosedRange<Double>
    /// Space inside the plot beyond the ends of the domain, for labels.
    var headroom = Insets()
    let title: String?
    let theme: Theme
    let surface: any Surface

    func scale(_ plot: Rect) -> LinearScale {
        let inner = plot.inset(headroom)
        return LinearScale(domain: domain, start: inner.maxY, end: inner.minY)
    }

    private func ticks(_ plot: Rect) -> TickLabels {
        TickLabels(scale(plot), spacing: 2.2, on: surface, theme: theme)
    }

    func insets(around plot: Rect, in bounds: Rect) -> Insets {
        let ticks = ticks(plot)
        var insets = ticks.overhang(plot)
        insets.left = ticks.width + theme.gap
        if let title = verticalTitle(title, plot, theme) {
            insets.left += surface.measure(title).height + theme.gap
        }
        return insets
    }

    func draw(around plot: Rect, in bounds: Rect) {
        let ticks = ticks(plot)
        for (y, text) in ticks.places {
            if theme.showsGrid {
                surface.stroke(
                    path: [Point(x: plot.minX, y: y), Point(x: plot.maxX, y: y)],
                    LineStyle(color: theme.grid, width: theme.gridWidth))
            }
            surface.draw(
                text, at: Point(x: plot.minX - theme.gap, y: y), anchor: .right, rotation: 0,
                color: theme.secondaryText)
        }
        if let title = verticalTitle(title, plot, theme) {
            surface.draw(
                title, at: Point(x: plot.minX - ticks.width - 2 * theme.gap, y: plot.midY),
                anchor: .bottom, rotation: -90, color: theme.secondaryText)
        }
    }
}

extension Surface {
    /// Takes grid lines away where a number is about to be written.
    func clearGrid(behind box: Rect, _ theme: Theme) {
        guard theme.showsGrid, theme.background.alpha == 255 else { return }
        fill(box.inset(Insets(top: 1.5, left: 0, bottom: 1.5, right: 0)), theme.background)
    }
}
