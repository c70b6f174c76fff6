/// Numbers beside the plot, with grid lines and a title: to its left, or below.
struct ValueAxis: PlotPart {
    enum Edge { case left, bottom }

    var edge = Edge.left
    let domain: ClosedRange<Double>
    /// The domain on a plot of some size, where it depends on that.
    var domainInPlot: ((Rect) -> ClosedRange<Double>)?
    /// Space inside a plot beyond the ends of the domain, for labels.
    var headroom: (Rect) -> Insets = { _ in Insets() }
    /// Boxes inside a plot in which numbers are written: grid lines do not run through them.
    var numbers: (Rect) -> [Rect] = { _ in [] }
    let title: String?
    let theme: Theme
    let surface: any Surface

    func scale(_ plot: Rect) -> LinearScale {
        let inner = plot.inset(headroom(plot))
        let domain = domainInPlot?(plot) ?? domain
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
            Ticks.labelled(in: scale.domain, count: $0)
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
        if theme.showsGrid { drawGrid(at: ticks.places.map(\.position), in: plot) }
        for (position, text) in ticks.places {
            let label =
                switch edge {
                case .left: Point(x: plot.minX - theme.gap, y: position)
                case .bottom: Point(x: position, y: plot.maxY + theme.gap)
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

    /// Lines at some positions, with gaps where numbers are.
    private func drawGrid(at positions: [Double], in plot: Rect) {
        let style = LineStyle(color: theme.grid, width: theme.gridWidth)
        // A text has air above and below.
        let air = 1.5 * theme.unit
        let numbers = numbers(plot).map {
            $0.inset(Insets(top: air, left: 0, bottom: air, right: 0))
        }
        for position in positions {
            let (line, along): (Rect, (Rect) -> (Double, Double)) =
                switch edge {
                case .left:
                    (
                        Rect(x: plot.minX, y: position, toX: plot.maxX, toY: position),
                        { ($0.minX, $0.maxX) }
                    )
                case .bottom:
                    (
                        Rect(x: position, y: plot.minY, toX: position, toY: plot.maxY),
                        { ($0.minY, $0.maxY) }
                    )
                }
            var (start, end) = along(line)
            func stroke(to stop: Double) {
                guard stop > start else { return }
                let ends =
                    edge == .left
                    ? [Point(x: start, y: position), Point(x: stop, y: position)]
                    : [Point(x: position, y: start), Point(x: position, y: stop)]
                surface.stroke(path: ends, style)
            }
            for gap in numbers.filter(line.intersects).map(along).sorted(by: <) {
                stroke(to: gap.0)
                start = max(start, gap.1)
            }
            stroke(to: end)
        }
    }
}
