/// Names at the right ends of lines, pushed apart where the ends are close.
struct EndLabels: PlotPart {
    struct Entry {
        var name: String
        /// The last number of the line.
        var value: Double
        var color: Color
    }

    private let entries: [(text: TextBlock, size: Size, value: Double, color: Color)]
    private let count: Int
    private let scale: (Rect) -> LinearScale
    private let surface: any Surface
    private let theme: Theme
    private let lineHeight: Double

    /// - Parameter count: Points of a line.
    init(
        _ entries: [Entry], count: Int, scale: @escaping (Rect) -> LinearScale,
        on surface: any Surface, theme: Theme
    ) {
        self.entries = entries.map {
            let text = TextBlock(line: $0.name, theme.labelStyle)
            return (text, surface.measure(text), $0.value, $0.color)
        }
        self.count = count
        self.scale = scale
        self.surface = surface
        self.theme = theme
        lineHeight = self.entries.map(\.size.height).max() ?? 0
    }

    /// Where lines end, and where their names begin and have their middle.
    private func places(_ plot: Rect) -> [(end: Point, label: Point)] {
        let scale = scale(plot)
        let x = BandScale(count: count, from: plot.minX, to: plot.maxX).center(count - 1)
        let ends = entries.map { Point(x: x, y: scale.position($0.value)) }
        let half = lineHeight / 2
        let middles = spread(
            ends.map(\.y), distance: lineHeight, from: plot.minY + half, to: plot.maxY - half)
        let isMoved = zip(ends, middles).contains { abs($0.y - $1) > 0.5 }
        let left = x + theme.markerRadius + theme.gap + (isMoved ? 2 * theme.gap : 0)
        return zip(ends, middles).map { ($0, Point(x: left, y: $1)) }
    }

    func boxes(_ plot: Rect) -> [Rect] {
        zip(places(plot), entries).map { place, entry in
            Rect(
                x: place.end.x + theme.markerRadius, y: place.label.y - entry.size.height / 2,
                toX: place.label.x + entry.size.width, toY: place.label.y + entry.size.height / 2)
        }
    }

    /// Whether every name stands near its line, and together they leave most of the width.
    func fit(_ plot: Rect) -> Bool {
        guard lineHeight * Double(entries.count) <= 0.8 * plot.height,
            (entries.map(\.size.width).max() ?? 0) <= 0.26 * surface.size.width
        else { return false }
        return places(plot).allSatisfy { abs($0.end.y - $0.label.y) <= 1.6 * lineHeight }
    }

    func insets(around plot: Rect, in bounds: Rect) -> Insets {
        Insets(right: max((boxes(plot).map(\.maxX).max() ?? 0) - plot.maxX, 0))
    }

    func draw(around plot: Rect, in bounds: Rect) {
        for ((end, label), entry) in zip(places(plot), entries) {
            if abs(end.y - label.y) > 0.5 {
                surface.stroke(
                    path: [
                        Point(x: end.x + theme.markerRadius + 2 * theme.unit, y: end.y),
                        Point(x: label.x - 2 * theme.unit, y: label.y),
                    ], LineStyle(color: theme.baseline, width: theme.hairline))
            }
            surface.draw(
                entry.text, at: label, anchor: .left, rotation: 0, color: entry.color)
        }
    }
}

/// Moves positions apart until neighbours keep a distance, each as little as the others allow.
///
/// Properties: the order stays; positions far enough apart stay where they are; the results lie
/// between the bounds if there is room for all. Returns an empty array for an empty one.
func spread(
    _ positions: [Double], distance: Double, from lower: Double, to upper: Double
) -> [Double] {
    let order = positions.indices.sorted { (positions[$0], $0) < (positions[$1], $1) }
    // Positions that would meet form a block, centred on the mean of where they want to be.
    var blocks: [(start: Double, count: Int, wish: Double)] = []
    for index in order {
        var block = (start: positions[index], count: 1, wish: positions[index])
        while let last = blocks.last, last.start + Double(last.count) * distance > block.start {
            blocks.removeLast()
            // Wishes for the start of the block, from each of its members.
            let wish = last.wish + block.wish - Double(last.count * block.count) * distance
            block = (wish / Double(last.count + block.count), last.count + block.count, wish)
        }
        blocks.append(block)
    }
    var sorted = blocks.flatMap { block in
        (0..<block.count).map { block.start + Double($0) * distance }
    }
    for index in sorted.indices {
        let least = index == 0 ? lower : sorted[index - 1] + distance
        sorted[index] = max(sorted[index], least)
    }
    for index in sorted.indices.reversed() {
        let most = index == sorted.count - 1 ? upper : sorted[index + 1] - distance
        sorted[index] = min(sorted[index], most)
    }
    var result = positions
    for (place, index) in order.enumerated() { result[index] = sorted[place] }
    return result
}
