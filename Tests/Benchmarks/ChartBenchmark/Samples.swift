import Charts

/// The figures that are timed, each 1000 × 600 pixels. `charts.py` draws the same data.
struct Sample {
    let name: String
    let chart: any Chart
}

extension Sample {
    private static let tokens = [
        "[CLS]", "she", "went", "to", "the", "bank", "to", "deposit", "money", ".", "[SEP]",
    ]

    static let all = [
        Sample(
            name: "bar",
            chart: BarChart(
                title: "Where “bank” attends: last layer, mean of heads",
                bars: tokens.enumerated().map { index, token in
                    .init(token, value(index, 0), isMarked: index == 5)
                }, valueTitle: "attention")),
        Sample(
            name: "heatmap",
            chart: Heatmap(
                title: "Where “bank” attends, layer by layer",
                rowLabels: (0..<6).map { "L\($0)" }, columnLabels: tokens,
                values: (0..<6).map { row in tokens.indices.map { value($0, row) } },
                rowTitle: "layer", valueTitle: "attention", markedColumns: [5])),
        Sample(
            name: "line",
            chart: LineChart(
                title: "Similarity of “bank” in two sentences, layer by layer",
                labels: ["emb"] + (0..<6).map { "L\($0)" },
                series: [
                    .init(values: (0..<7).map { 0.95 - 0.06 * Double($0) + 0.1 * value($0, 1) })
                ], categoryTitle: "layer", valueTitle: "cosine similarity")),
    ]

    /// Numbers from 0 to 0.4 that look like attention; `charts.py` computes the same.
    private static func value(_ column: Int, _ row: Int) -> Double {
        let number: Int = column * 37 + row * 53 + column * row * 11
        return Double(number % 97) / 242.5
    }
}
