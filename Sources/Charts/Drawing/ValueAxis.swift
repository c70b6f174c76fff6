/// Numbers beside the plot, with grid lines and a title: to its left, or below.
struct ValueAxis: PlotPart {
    enum Edge { case left, bottom }

    var edge = Edge.left
    let domain: ClosedRange<Double>
    /// Space inside a plot beyond the ends of the domain, for labels.
    var headroom: (Rect) -> Insets = { _ in Insets() }
    let title: String?
    let theme: Theme
    let surface: any Surface

    func scale(_ plot: Rect) -> LinearScale {
        let inner = plot.inset(headroom(plot))
        switch edge {
        case .left: return LinearScale(domain: domain, start: inner.maxY, end: inner.minY)
        case .bottom: return LinearScale(domain: domain, start: inner.minX, end: inner.maxX)
        }
    }

    private func ticks(_ plot: Rect) -> TickLabels {
        let scale = scale(plot)
        return TickLabels(
            edge == .left ? .vertical : .horizontal, length: abs(scale.end - scale.start),
            spacing: edge == .left ? 2.2 : 5, on: surface, theme: theme
        ) {
            Ticks.labelled(in: domain, count: $0)
        } position: {
            scale.position($0)
        }
    }

    private func title(_ plot: Rect) -> TextBlock? {
        axisTitle(title, length: edge == .left ? plot.height : plot.width, theme)
    }

    func insets(around plot: Rect, in bounds: Rect) -> Insets {
        let ticks = ticks(plot)
        var insets = ticks.overhang(plot)
        let titleRoom = title(plot).map { surface.measure($0).height + theme.gap } ?? 0
        switch edge {
        case .left: insets.left += ticks.width + theme.gap + titleRoom
        case .bottom: insets.bottom += ticks.lineHeight + theme.gap + titleRoom
        }
        return insets
    }

    func draw(around plot: Rect, in bounds: Rect) {
        let ticks = ticks(plot)
        for (position, text) in ticks.places {
            let (low, high, label) =
                switch edge {
                case .left:
                    (
                        Point(x: plot.minX, y: position), Point(x: plot.maxX, y: position),
                        Point(x: plot.minX - theme.gap, y: position)
                    )
                case .bottom:
                    (
                        Point(x: position, y: plot.minY), Point(x: position, y: plot.maxY),
                        Point(x: position, y: plot.maxY + theme.gap)
                    )
                }
            if theme.showsGrid {
                surface.stroke(
                    path: [low, high], LineStyle(color: theme.grid, width: theme.gridWidth))
            }
            surface.draw(
                text, at: label, anchor: edge == .left ? .right : .top, rotation: 0,
                color: theme.secondaryText)
        }
        guard let title = title(plot) else { return }
        switch edge {
        case .left:
            surface.draw(
                title, at: Point(x: plot.minX - ticks.width - 2 * theme.gap, y: plot.midY),
                anchor: .bottom, rotation: -90, color: theme.secondaryText)
        case .bottom:
            surface.draw(
                title, at: Point(x: plot.midX, y: plot.maxY + ticks.lineHeight + 2 * theme.gap),
                anchor: .top, rotation: 0, color: theme.secondaryText)
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
