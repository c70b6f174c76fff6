import Charts
import Dispatch
import Encoder

/// The figures of one pair: the similarity by layer, and for each sentence where the word attends
/// in two layers, and through all layers.
public struct PairFigures: Sendable {
    private let analysis: PairAnalysis

    public init(_ analysis: PairAnalysis) { self.analysis = analysis }

    /// Draws every figure as PNG and SVG.
    ///
    /// The result does not depend on the number of threads.
    /// - Throws: `ChartError` for a figure that cannot be drawn.
    public func rendered(threadCount: Int) throws -> [RenderedFigure] {
        let drafts = self.drafts
        return try mapConcurrently(count: drafts.count, threadCount: threadCount) { index in
            try drafts[index].rendered()
        }
    }

    /// The figures before they are drawn, in the order of the page.
    var drafts: [Draft] {
        [similarity]
            + PairAnalysis.Side.allCases.map { bars($0, layer: analysis.options.layer, head: analysis.options.head) }
            + PairAnalysis.Side.allCases.map { bars($0, layer: 0, head: nil, isFirst: true) }
            + PairAnalysis.Side.allCases.map(layers)
    }
}

extension PairFigures {
    /// A chart with what a page says of it.
    struct Draft: Sendable {
        enum Chart: Equatable, Sendable {
            case line(LineChart)
            case bars(BarChart)
            case heatmap(Heatmap)
        }

        let name: String
        let caption: String
        let altText: String
        let chart: Chart
        let size: FigureSize

        var title: String {
            switch chart {
            case .line(let chart): chart.title ?? ""
            case .bars(let chart): chart.title ?? ""
            case .heatmap(let chart): chart.title ?? ""
            }
        }

        func rendered() throws -> RenderedFigure {
            let renderer = ChartRenderer(
                options: ChartOptions(size: size, description: altText))
            let (png, svg) =
                switch chart {
                case .line(let chart): (try renderer.png(chart), try renderer.svg(chart))
                case .bars(let chart): (try renderer.png(chart), try renderer.svg(chart))
                case .heatmap(let chart): (try renderer.png(chart), try renderer.svg(chart))
                }
            return RenderedFigure(
                name: name, title: title, caption: caption, altText: altText,
                width: size.pixelWidth, height: size.pixelHeight, contents: [.png: png, .svg: svg])
        }
    }

    private var similarity: Draft {
        let labels = analysis.similarity.layers
        let cosine = analysis.similarity.cosine
        let (first, second) = (analysis.sentences[0].word, analysis.sentences[1].word)
        let subject =
            first == second ? "“\(first)” in the two sentences" : "“\(first)” and “\(second)”"
        return Draft(
            name: "similarity",
            caption: """
                Each point is the cosine between the word’s two vectors: at the embeddings (emb), \
                where only word and position count, and after each layer. 1 means the same direction. \
                Vectors of any two words grow alike in some layers, so compare with other pairs before \
                you read a single height.
                """,
            altText: """
                Line chart of the similarity of \(subject) by layer: \
                \(zip(labels, cosine).map { "\($0) \(Format.cosine($1))" }.joined(separator: ", ")).
                """,
            chart: .line(
                LineChart(
                    title: "Similarity of \(subject)", labels: labels,
                    series: [LineChart.Series(values: cosine.map(Double.init))],
                    categoryTitle: "layer", valueTitle: "cosine similarity")),
            size: FigureSize(width: 540, height: 240))
    }

    private func bars(
        _ side: PairAnalysis.Side, layer: Int, head: Int?, isFirst: Bool = false
    ) -> Draft {
        let tokens = shownTokens(side)
        let row = row(side, layer: layer, head: head)
        let sentence = analysis.sentence(side)
        let place = layerPhrase(layer) + ", " + headPhrase(head)
        // Both sentences' bars have the same scale.
        let highest = PairAnalysis.Side.allCases
            .flatMap { self.row($0, layer: layer, head: head) }.max() ?? 0
        return Draft(
            name: isFirst
                ? "first-layer-\(side.number)"
                : PairFigure.barsName(analysis, side: side),
            caption: """
                Each bar is one token of sentence \(side.number); its height is the share of attention \
                that “\(sentence.word)” gives to it in \(place). The bars sum to 1\(renormalised). The \
                scale is that of the other sentence’s chart. Attention says where a head reads, not how \
                much what it reads changes the word.
                """,
            altText: """
                Bar chart of where “\(sentence.word)” attends in sentence \(side.number), \(place): \
                \(largest(row, tokens.map { sentence.tokens[$0] })).
                """,
            chart: .bars(
                BarChart(
                    title: "Where “\(sentence.word)” attends: \(place)",
                    subtitle: sentence.text + hiddenNote,
                    bars: zip(tokens, row).map { token, value in
                        BarChart.Bar(
                            sentence.tokens[token], Double(value),
                            isMarked: sentence.target.contains(token))
                    },
                    valueTitle: "attention",
                    valueRange: 0...Double(highest > 0 ? highest : 1))),
            size: FigureSize(width: width(forTokens: tokens.count), height: 210))
    }

    private func layers(_ side: PairAnalysis.Side) -> Draft {
        let tokens = shownTokens(side)
        let map = map(side)
        let sentence = analysis.sentence(side)
        let highest = PairAnalysis.Side.allCases.flatMap { self.map($0).joined() }.max() ?? 0
        let labels = tokens.map { sentence.tokens[$0] }
        return Draft(
            name: "layers-\(side.number)",
            caption: """
                Each row is a layer, each column a token of sentence \(side.number); the colour is the \
                share of attention that “\(sentence.word)” gives to the token in that layer, the mean \
                over heads. Each row sums to 1\(renormalised). The colours mean the same in the other \
                sentence’s map. The mean hides heads that disagree.
                """,
            altText: """
                Heatmap of where “\(sentence.word)” attends in sentence \(side.number), layer by layer. \
                First layer: \(largest(map.first ?? [], labels)). Last layer: \
                \(largest(map.last ?? [], labels)).
                """,
            chart: .heatmap(
                Heatmap(
                    title: "Where “\(sentence.word)” attends, layer by layer (mean of heads)",
                    subtitle: sentence.text + hiddenNote,
                    rowLabels: map.indices.map(PairAnalysis.layerName),
                    columnLabels: labels, values: map.map { $0.map(Double.init) },
                    rowTitle: "layer", valueTitle: "attention",
                    colorRange: 0...Double(highest > 0 ? highest : 1),
                    markedColumns: Set(
                        tokens.indices.filter { sentence.target.contains(tokens[$0]) }))),
            size: FigureSize(
                width: width(forTokens: tokens.count), height: 130 + 26 * Double(map.count)))
    }
}

// MARK: - Numbers and words

extension PairFigures {
    private func shownTokens(_ side: PairAnalysis.Side) -> [Int] {
        analysis.shownTokens(side: side, hidingSpecial: analysis.options.hideSpecial)
    }

    private func row(_ side: PairAnalysis.Side, layer: Int, head: Int?) -> [Float] {
        analysis.attentionRow(
            side: side, layer: layer, head: head, hidingSpecial: analysis.options.hideSpecial)
    }

    private func map(_ side: PairAnalysis.Side) -> [[Float]] {
        analysis.layerMap(side: side, hidingSpecial: analysis.options.hideSpecial)
    }

    private func layerPhrase(_ layer: Int) -> String {
        let name = PairAnalysis.layerName(layer)
        if layer == analysis.model.layers - 1 { return "last layer (\(name))" }
        if layer == 0 { return "first layer (\(name))" }
        return "layer \(name)"
    }

    private func headPhrase(_ head: Int?) -> String {
        head.map { "head \($0)" } ?? "mean of \(analysis.model.heads) heads"
    }

    private var hiddenNote: String {
        analysis.options.hideSpecial ? " — [CLS] and [SEP] left out" : ""
    }

    private var renormalised: String {
        analysis.options.hideSpecial ? " after [CLS] and [SEP] were left out" : ""
    }

    /// A wider figure for a long sentence, within what a page can show.
    private func width(forTokens count: Int) -> Double {
        min(max(540, 60 + 36 * Double(count)), 1080)
    }

    /// The largest three values with their labels.
    private func largest(_ row: [Float], _ labels: [String]) -> String {
        zip(row, labels).enumerated()
            .sorted { ($1.element.0, $0.offset) < ($0.element.0, $1.offset) }
            .prefix(3)
            .map { "\($0.element.1) \(Format.percent($0.element.0))" }
            .joined(separator: ", ")
    }
}

extension FigureSize {
    /// The size in CSS pixels, of which 96 make an inch.
    fileprivate var pixelWidth: Int { Int((width * 96 / 72).rounded()) }
    fileprivate var pixelHeight: Int { Int((height * 96 / 72).rounded()) }
}

extension PairFigure {
    /// The name of the bar chart of the layer that the options chose.
    static func barsName(_ analysis: PairAnalysis, side: PairAnalysis.Side) -> String {
        let layer = analysis.options.layer
        return layer == analysis.model.layers - 1
            ? "last-layer-\(side.number)" : "layer-\(PairAnalysis.layerName(layer))-\(side.number)"
    }
}
