import Charts
import Encoder

/// Makes the chart of a `FigureRequest` from what the encoder computed.
public struct FigureBuilder: Sendable {
    /// One sentence with the tokens of the word.
    public struct Side: Sendable {
        public let encoding: Encoding
        public let word: String
        public let target: [Int]

        public init(encoding: Encoding, word: String, target: [Int]) {
            self.encoding = encoding
            self.word = word
            self.target = target
        }
    }

    private let sides: [Side]

    /// Encodes one or two sentences.
    /// - Parameter sentences: texts, each with the word and which occurrence of it is meant, from 1.
    /// - Throws: `PairError` for a sentence in which the word is not found; the errors of
    ///   `EncoderModel.encode`.
    public init(
        _ sentences: [(text: String, word: String, occurrence: Int?)], model: EncoderModel
    ) throws {
        let tokenizer = model.tokenizer
        let sequences = sentences.map { tokenizer.encode($0.text) }
        let targets = try zip(sentences, sequences).enumerated().map { index, item in
            do throws(TargetWordError) {
                return try TargetWord.text(item.0.word, occurrence: item.0.occurrence ?? 1)
                    .tokens(in: item.1, tokenizer: tokenizer)
            } catch {
                throw PairError(sentence: index + 1, problem: error)
            }
        }
        let encodings = try model.encode(sequences)
        sides = zip(encodings, zip(sentences, targets)).map {
            Side(encoding: $0, word: $1.0.word, target: $1.1)
        }
    }

    /// - Parameter sides: one or two sentences.
    public init(_ sides: [Side]) { self.sides = sides }

    /// The chart.
    /// - Throws: `FigureError` when the request needs a second sentence and there is none.
    public func chart(_ request: FigureRequest) throws -> any Chart {
        if request.kind == .similarity {
            guard sides.count == 2 else { throw FigureError.needsTwoSentences }
            return similarity()
        }
        guard sides.indices.contains(request.side.rawValue) else {
            throw FigureError.needsTwoSentences
        }
        let view = View(sides[request.side.rawValue], request)
        return switch request.kind {
        case .similarity, .bars: view.bars()
        case .layers: view.layers()
        case .tokens: view.tokens()
        case .heads: view.heads()
        case .links: view.links()
        }
    }

    private func similarity() -> LineChart {
        let cosine = CosineSimilarity.byLayer(
            sides[0].encoding, sides[0].target, sides[1].encoding, sides[1].target)
        return PairFigures.similarity(
            words: (sides[0].word, sides[1].word), cosine: cosine)
    }
}

/// What one sentence looks like under a request.
private struct View {
    let side: FigureBuilder.Side
    let request: FigureRequest
    let groups: TokenGroups
    let marked: Set<Int>

    init(_ side: FigureBuilder.Side, _ request: FigureRequest) {
        self.side = side
        self.request = request
        groups = TokenGroups(
            side.encoding.sequence, mergesWords: request.mergesWords,
            hidesSpecial: request.hidesSpecial)
        marked = groups.indices(of: side.target)
    }

    private var encoding: Encoding { side.encoding }

    private var subtitle: String {
        PairFigures.subtitle(encoding.sequence.text, hidesSpecial: request.hidesSpecial)
    }

    private var place: String {
        let name = PairAnalysis.layerName(request.layer)
        let layer =
            request.layer == encoding.layerCount - 1
            ? "last layer (\(name))"
            : request.layer == 0 ? "first layer (\(name))" : "layer \(name)"
        return layer + ", "
            + (request.head.map { "head \($0)" } ?? "mean of \(encoding.headCount) heads")
    }

    /// The word's own row, merged.
    private func row(layer: Int, head: Int?) -> [Double] {
        let heads = encoding.attention(from: side.target)[layer]
        let row = head.map { heads[$0] } ?? AttentionSummary.headMean(heads)
        return groups.merge(row: row).map(Double.init)
    }

    func bars() -> BarChart {
        BarChart(
            title: "Where “\(side.word)” attends: \(place)", subtitle: subtitle,
            bars: zip(groups.labels, row(layer: request.layer, head: request.head)).enumerated().map
            {
                BarChart.Bar($1.0, $1.1, isMarked: marked.contains($0))
            },
            valueTitle: "attention")
    }

    func layers() -> Heatmap {
        let values = (0..<encoding.layerCount).map { row(layer: $0, head: request.head) }
        return Heatmap(
            title: "Where “\(side.word)” attends, layer by layer", subtitle: subtitle,
            rowLabels: (0..<encoding.layerCount).map(PairAnalysis.layerName),
            columnLabels: groups.labels,
            values: values, rowTitle: "layer",
            valueTitle: request.head.map { "attention, head \($0)" } ?? "attention, mean of heads",
            colorRange: Self.range(of: values), markedColumns: marked)
    }

    /// From no attention to the most.
    private static func range(of values: [[Double]]) -> ClosedRange<Double> {
        let largest = values.joined().max() ?? 0
        return 0...(largest > 0 ? largest : 1)
    }

    private func map(layer: Int, head: Int?) -> [[Double]] {
        groups.merge(encoding.attention(layer: layer, head: head)).map { $0.map(Double.init) }
    }

    func tokens() -> Heatmap {
        let values = map(layer: request.layer, head: request.head)
        return Heatmap(
            title: "Which token attends to which: \(place)", subtitle: subtitle,
            rowLabels: groups.labels, columnLabels: groups.labels,
            values: values, rowTitle: "attends", columnTitle: "is attended to",
            valueTitle: "attention", colorRange: Self.range(of: values), markedColumns: marked,
            markedRows: marked)
    }

    func heads() -> SmallMultiples {
        SmallMultiples(
            title: "Which token attends to which, in every layer and head", subtitle: subtitle,
            rowLabels: (0..<encoding.layerCount).map(PairAnalysis.layerName),
            columnLabels: (0..<encoding.headCount).map { "\($0)" },
            panels: (0..<encoding.layerCount).map { layer in
                (0..<encoding.headCount).map { map(layer: layer, head: $0) }
            },
            rowTitle: "layer", columnTitle: "head", valueTitle: "attention", colorRange: 0...1)
    }

    func links() -> LinkChart {
        LinkChart(
            title: "Where “\(side.word)” attends: \(place)", subtitle: subtitle,
            sources: groups.labels, targets: groups.labels,
            weights: map(layer: request.layer, head: request.head), shownSources: marked,
            markedSources: marked, markedTargets: marked, sourceTitle: "attends",
            targetTitle: "is attended to", valueTitle: "attention")
    }
}
