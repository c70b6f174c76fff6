import Charts
import Encoder

/// What one sentence looks like under a request.
struct FigureView {
    private let side: FigureBuilder.Side
    private let request: FigureRequest
    private let selection: PairAnalyzer.Selection
    private let groups: TokenGroups
    private let marked: Set<Int>
    /// What an analysis gave for each layer and token: `[layers][tokens]`.
    private let rows: [[Float]]

    /// - Throws: `SelectionError` for a layer or head that the model does not have.
    init(
        _ side: FigureBuilder.Side, _ request: FigureRequest, rows: [[Float]] = []
    ) throws(SelectionError) {
        self.rows = rows
        self.side = side
        self.request = request
        selection = try PairAnalyzer.Selection(
            layer: request.layer, head: request.head, layerCount: side.encoding.layerCount,
            headCount: side.encoding.headCount)
        groups = TokenGroups(
            side.encoding.sequence, mergesWords: request.mergesWords,
            hidesSpecial: request.hidesSpecial)
        marked = groups.indices(of: side.target)
    }

    /// The figure of the sentence alone.
    func chart() -> any Chart {
        chart(
            title: title(word: side.word),
            subtitle: subtitle)
    }

    /// The figure as one of several, which is named by its sentence.
    func panel() -> any Chart {
        chart(
            title: subtitle,
            subtitle: nil)
    }

    /// The sentence, and what was left out of it.
    private var subtitle: String {
        let sequence = encoding.sequence
        let hidden =
            request.hidesSpecial ? zip(sequence.tokens, sequence.isSpecial).filter(\.1) : []
        return PairFigures.subtitle(sequence.text, without: hidden.map(\.0))
    }

    /// Whether a second figure beside this one would leave both too narrow.
    var isWide: Bool { groups.labels.count > 16 || request.kind == .heads }

    /// - Parameter word: `nil` when it is not the same in all panels.
    func title(word: String?) -> String {
        let subject = word.map { "“\($0)” attends" } ?? "the words attend"
        return switch request.kind {
        case .bars, .links: "Where \(subject): \(place)"
        case .layers: "Where \(subject), layer by layer"
        case .tokens: "Which token attends to which: \(place)"
        case .heads: "Which token attends to which, in every layer and head"
        case .rollout: AnalysisCharts.rolloutTitle([word ?? "the words"])
        case .norm: AnalysisCharts.normTitle([word ?? "the words"])
        default: ""
        }
    }

    private func chart(title: String, subtitle: String?) -> any Chart {
        switch request.kind {
        case .rollout: flow(title, subtitle, valueTitle: "share of the vector")
        case .norm: flow(title, subtitle, valueTitle: "share of the norms")
        case .layers: layers(title, subtitle)
        case .tokens: tokens(title, subtitle)
        case .heads: heads(title, subtitle)
        case .links: links(title, subtitle)
        default: bars(title, subtitle)
        }
    }

    private var encoding: Encoding { side.encoding }

    private var place: String {
        let (index, name) = (selection.layer, PairAnalysis.layerName(selection.layer))
        let layer =
            index == encoding.layerCount - 1
            ? "last layer (\(name))" : index == 0 ? "first layer (\(name))" : "layer \(name)"
        return layer + ", "
            + (selection.head.map { "head \($0)" } ?? "mean of \(encoding.headCount) heads")
    }

    private var layerNames: [String] {
        (0..<encoding.layerCount).map(PairAnalysis.layerName)
    }

    /// The word's own row, merged.
    private func row(layer: Int) -> [Double] {
        let heads = encoding.attention(from: side.target)[layer]
        let row = selection.head.map { heads[$0] } ?? AttentionSummary.headMean(heads)
        return groups.merge(row: row).map(Double.init)
    }

    private func map(layer: Int, head: Int?) -> [[Double]] {
        groups.merge(encoding.attention(layer: layer, head: head)).map { $0.map(Double.init) }
    }

    /// From no attention to the most.
    private static func range(of values: [[Double]]) -> ClosedRange<Double> {
        let largest = values.joined().max() ?? 0
        return 0...(largest > 0 ? largest : 1)
    }
}

// MARK: - Kinds

extension FigureView {
    private func bars(_ title: String, _ subtitle: String?) -> BarChart {
        BarChart(
            title: title, subtitle: subtitle,
            bars: zip(groups.labels, row(layer: selection.layer)).enumerated().map {
                BarChart.Bar($1.0, $1.1, isMarked: marked.contains($0))
            },
            valueTitle: "attention")
    }

    private func layers(_ title: String, _ subtitle: String?) -> Heatmap {
        let values = (0..<encoding.layerCount).map(row)
        return Heatmap(
            title: title, subtitle: subtitle, rowLabels: layerNames, columnLabels: groups.labels,
            values: values, rowTitle: "layer",
            valueTitle: selection.head.map { "attention, head \($0)" }
                ?? "attention, mean of heads",
            colorRange: Self.range(of: values), markedColumns: marked)
    }

    private func flow(_ title: String, _ subtitle: String?, valueTitle: String) -> Heatmap {
        let rows = rows.map(groups.merge(row:))
        return AnalysisCharts.flow(
            title: title, subtitle: subtitle,
            AnalysisCharts.Sentence(
                text: encoding.sequence.text, word: side.word, tokens: groups.labels,
                marked: marked),
            rows: rows, largest: rows.joined().max() ?? 0, valueTitle: valueTitle)
    }

    private func tokens(_ title: String, _ subtitle: String?) -> Heatmap {
        let values = map(layer: selection.layer, head: selection.head)
        return Heatmap(
            title: title, subtitle: subtitle, rowLabels: groups.labels, columnLabels: groups.labels,
            values: values, rowTitle: "attends", columnTitle: "is attended to",
            valueTitle: "attention", colorRange: Self.range(of: values), markedColumns: marked,
            markedRows: marked)
    }

    private func heads(_ title: String, _ subtitle: String?) -> SmallMultiples {
        SmallMultiples(
            title: title, subtitle: subtitle, rowLabels: layerNames,
            columnLabels: (0..<encoding.headCount).map { "\($0)" },
            panels: (0..<encoding.layerCount).map { layer in
                (0..<encoding.headCount).map { map(layer: layer, head: $0) }
            },
            rowTitle: "layer", columnTitle: "head", valueTitle: "attention", colorRange: 0...1)
    }

    private func links(_ title: String, _ subtitle: String?) -> LinkChart {
        LinkChart(
            title: title, subtitle: subtitle, sources: groups.labels, targets: groups.labels,
            weights: map(layer: selection.layer, head: selection.head), shownSources: marked,
            markedSources: marked, markedTargets: marked, sourceTitle: "attends",
            targetTitle: "is attended to", valueTitle: "attention")
    }
}
