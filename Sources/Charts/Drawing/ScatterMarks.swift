/// Sizes and colours of what stands in a plane.
struct ScatterStyle {
    /// Radius and colour of the points in the background.
    let radius: Double
    let color: Color

    init(theme: Theme) {
        radius = 0.55 * theme.markerRadius
        color = theme.missingHatch
    }

    /// How much larger marked points are.
    static let marked = 1.5

    /// From the middle of the largest marker to its outermost edge.
    static func reach(_ theme: Theme) -> Double {
        SeriesStyle.widest * marked * theme.markerRadius + 2 * theme.unit
    }
}

/// Points, paths and labels of a scatter chart, laid out on a plot.
struct ScatterMarks {
    let labels: PointLabels
    private let chart: ScatterChart
    private let theme: Theme
    /// The points of every group; `nil` for one without a place.
    private let places: [[Point?]]
    private let background: [Point]

    init(
        _ chart: ScatterChart, theme: Theme, on surface: any Surface, in plot: Rect,
        place: (ScatterChart.Dot) -> Point
    ) {
        self.chart = chart
        self.theme = theme
        places = chart.groups.map { $0.points.map { $0.isFinite ? place($0) : nil } }
        background = chart.background.filter(\.isFinite).map(place)

        let faint = ScatterStyle(theme: theme).radius
        func box(_ point: Point, _ radius: Double) -> Rect {
            Rect(
                x: point.x - radius, y: point.y - radius, toX: point.x + radius,
                toY: point.y + radius)
        }
        func entry(
            _ dot: ScatterChart.Dot, _ point: Point, _ radius: Double, _ color: Color,
            isFaint: Bool = false
        ) -> PointLabels.Entry? {
            guard let label = dot.text else { return nil }
            let text = TextBlock(
                line: label, dot.isMarked ? theme.markedLabelStyle : theme.labelStyle,
                maximumWidth: max(0.4 * plot.width, 1))
            return PointLabels.Entry(
                text: text, size: surface.measure(text), point: point, radius: radius,
                color: color, isFaint: isFaint)
        }

        var entries: [(rank: Int, number: Int, entry: PointLabels.Entry)] = []
        var markers: [Rect] = []
        for (index, group) in chart.groups.enumerated() {
            let color = SeriesStyle(index, theme: theme).line.color
            for (number, (dot, point)) in zip(group.points, places[index]).enumerated() {
                guard let point else { continue }
                let radius = theme.markerRadius * (dot.isMarked ? ScatterStyle.marked : 1)
                markers.append(box(point, radius))
                let isEnd = group.isPath && (number == 0 || number == group.points.count - 1)
                if let entry = entry(dot, point, radius, color) {
                    entries.append(
                        (
                            dot.isMarked ? 0 : isEnd ? 1 : 2, chart.countsLabels ? 0 : number, entry
                        ))
                }
            }
        }
        for (dot, point) in zip(chart.background.filter(\.isFinite), background) {
            if let entry = entry(dot, point, faint, theme.secondaryText, isFaint: true) {
                entries.append((3, 0, entry))
            }
        }
        let order = entries.enumerated().sorted {
            ($0.element.rank, $0.element.number, $0.offset)
                < ($1.element.rank, $1.element.number, $1.offset)
        }
        labels = PointLabels(
            order.map(\.element.entry), in: plot, avoiding: markers,
            faint: background.map { box($0, faint) },
            lines: zip(chart.groups, places).filter(\.0.isPath).flatMap { Self.steps($1) },
            gap: 2.5 * theme.unit)
    }

    /// From each point of a path to the next, where both have a place.
    private static func steps(_ path: [Point?]) -> [(Point, Point)] {
        zip(path, path.dropFirst()).compactMap { from, to in
            guard let from, let to else { return nil }
            return (from, to)
        }
    }

    func draw(on surface: any Surface) {
        let faint = ScatterStyle(theme: theme)
        for point in background {
            surface.fillCircle(center: point, radius: faint.radius, faint.color)
        }
        for (index, group) in chart.groups.enumerated() where group.isPath {
            let style = SeriesStyle(index, theme: theme)
            // Thinner than those of a line chart: paths turn back and cross themselves.
            var line = style.line
            line.width *= 0.65
            for run in places[index].split(separator: nil) {
                surface.stroke(path: run.compactMap { $0 }, line)
            }
            for (from, to) in Self.steps(places[index]) {
                drawArrow(from, to, style.line.color, on: surface)
            }
        }
        for (index, group) in chart.groups.enumerated() {
            let style = SeriesStyle(index, theme: theme)
            // Marked ones last, so that none lies below another.
            for isMarked in [false, true] {
                for case (let dot, let point?) in zip(group.points, places[index])
                where dot.isMarked == isMarked {
                    style.drawMarker(
                        at: point, on: surface, scale: isMarked ? ScatterStyle.marked : 1)
                }
            }
        }
        for label in labels.placed {
            surface.draw(
                label.text, at: Point(x: label.box.minX, y: label.box.minY), anchor: .topLeft,
                rotation: 0, color: label.color)
        }
    }

    /// A head in the middle of a step, if it is long enough to have one between its markers.
    private func drawArrow(_ from: Point, _ to: Point, _ color: Color, on surface: any Surface) {
        let (dx, dy) = (to.x - from.x, to.y - from.y)
        let length = (dx * dx + dy * dy).squareRoot()
        let head = 2 * theme.markerRadius
        guard length >= 2 * theme.markerRadius + 1.6 * head else { return }
        let (x, y) = (dx / length, dy / length)
        let middle = Point(x: (from.x + to.x) / 2, y: (from.y + to.y) / 2)
        func corner(_ along: Double, _ across: Double) -> Point {
            Point(x: middle.x + along * x - across * y, y: middle.y + along * y + across * x)
        }
        surface.fill(
            polygon: [
                corner(0.6 * head, 0), corner(-0.4 * head, 0.45 * head),
                corner(-0.4 * head, -0.45 * head),
            ], color)
    }
}
