import Charts

/// The similarities of all pairs, layer by layer: for each label a strip, thin for the middle four fifths of the
/// pairs, thick for the middle half, with a gap at the median.
///
/// Unlike a map of shares it needs no colour bar, and the labels can be compared: where their thick parts do not
/// touch, the layer tells most pairs apart.
struct SimilarityStrips: CustomChart {
    /// One label, or all pairs.
    struct Group: Sendable {
        var name: String
        /// The 10th, 25th, 50th, 75th and 90th percentile by layer; `nil` for no pairs.
        var percentiles: [[Double]?]
    }

    static let fractions = [0.1, 0.25, 0.5, 0.75, 0.9]

    var layers: [String]
    var groups: [Group]
    var description: String

    var title: String? { "Similarity of the pairs by layer" }

    /// From the leftmost to the rightmost end of a strip, with a margin; also where all pairs have one similarity.
    var range: ClosedRange<Double> {
        let ends = groups.flatMap { $0.percentiles.compactMap { $0 } }.joined()
            .filter(\.isFinite)
        let (low, high) = (ends.min() ?? 0, ends.max() ?? 1)
        let margin = max(0.03 * (high - low), 0.01)
        return low - margin...high + margin
    }

    func alternativeText(_ form: AlternativeTextForm) -> String { description }

    func draw(on canvas: ChartCanvas) {
        let theme = canvas.theme
        let line = 1.3 * theme.labelSize
        let names = layers.map { canvas.size(of: CanvasText($0)).width }
        let left = (names.max() ?? 0) + theme.gap
        let legend = groups.count > 1 ? line : 0
        let plot = (
            top: legend + 2, bottom: canvas.height - 2 * line, left: left,
            right: canvas.width - theme.labelSize
        )
        guard plot.bottom > plot.top, plot.right > plot.left else { return }
        let range = range
        func x(_ value: Double) -> Double {
            let part = (value - range.lowerBound) / (range.upperBound - range.lowerBound)
            return plot.left + part * (plot.right - plot.left)
        }
        for tick in Ticks.labelled(in: range, count: 5) {
            let place = x(tick.value)
            canvas.stroke(
                [(place, plot.top), (place, plot.bottom)], color: theme.grid, width: 0.5)
            canvas.draw(
                CanvasText(tick.label), x: place, y: plot.bottom + 2, anchor: (0.5, 0),
                color: theme.secondaryText)
        }
        canvas.draw(
            CanvasText("cosine similarity"), x: (plot.left + plot.right) / 2, y: canvas.height,
            anchor: (0.5, 1),
            color: theme.secondaryText)
        let row = (plot.bottom - plot.top) / Double(max(layers.count, 1))
        // Names that would touch are left out; the last layer always has its own.
        let step = max(Int((line / row).rounded(.up)), 1)
        for (index, name) in layers.enumerated() {
            let top = plot.top + row * Double(index)
            if (layers.count - 1 - index).isMultiple(of: step) {
                canvas.draw(
                    CanvasText(name), x: left - theme.gap / 2, y: top + row / 2, anchor: (1, 0.5))
            }
            let height = min(0.8 * row / Double(groups.count), 7)
            for (place, group) in groups.enumerated() {
                guard let values = group.percentiles[index] else { continue }
                let offset = (Double(place) - Double(groups.count - 1) / 2) * height * 1.15
                strip(
                    values.map(x), at: top + row / 2 + offset, height, color(place, theme),
                    on: canvas)
            }
        }
        guard groups.count > 1 else { return }
        var place = plot.left
        for (index, group) in groups.enumerated() {
            canvas.fill(
                x: place, y: line / 2 - 3, width: 10, height: 5, color: color(index, theme))
            canvas.draw(CanvasText(group.name), x: place + 14, y: line / 2, anchor: (0, 0.5))
            place += 30 + canvas.size(of: CanvasText(group.name)).width
        }
    }

    private func strip(
        _ places: [Double], at y: Double, _ height: Double, _ color: Color, on canvas: ChartCanvas
    ) {
        canvas.stroke([(places[0], y), (places[4], y)], color: color, width: max(height / 5, 0.75))
        canvas.fill(
            x: places[1], y: y - height / 2, width: max(places[3] - places[1], 1), height: height,
            color: color)
        canvas.stroke(
            [(places[2], y - height / 2), (places[2], y + height / 2)],
            color: canvas.theme.background, width: 1.5)
    }

    private func color(_ group: Int, _ theme: Theme) -> Color {
        theme.categorical.isEmpty ? theme.bar : theme.categorical[group % theme.categorical.count]
    }
}
