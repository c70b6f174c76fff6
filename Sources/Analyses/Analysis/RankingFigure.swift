import Charts

/// A list of words with a number each, for every sentence: bars side by side.
struct RankingFigure {
    typealias Word = (text: String, value: Float, isMarked: Bool)

    let view: PairView
    /// For each sentence.
    let lists: [[Word]]
    let valueTitle: String
    /// The end of the bars' axis.
    let largest: Float

    func figure(_ name: String, title: String, _ chartTitle: String) -> Figure {
        let lowest = lists.joined().map(\.value).filter(\.isFinite).min() ?? 0
        return Figure(
            name: name, title: title,
            chart: Panels(
                title: "\(chartTitle): \(view.phrase(forState: view.selection.layer + 1))",
                charts: zip(view.sentences, lists).map { sentence, words in
                    var bars = BarChart(
                        title: sentence.text,
                        bars: words.map {
                            BarChart.Bar($0.text, Double($0.value), isMarked: $0.isMarked)
                        }, orientation: .horizontal, valueTitle: valueTitle,
                        valueRange: Double(min(lowest, 0))...Double(largest > 0 ? largest : 1))
                    bars.focus = sentence.place
                    return bars
                }))
    }
}
