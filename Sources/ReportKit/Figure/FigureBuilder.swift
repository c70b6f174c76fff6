import Charts
import Encoder

/// Makes the charts of `FigureRequest`s from what the encoder computed.
public struct FigureBuilder: Sendable {
    /// One sentence with the tokens of the word.
    struct Side: Sendable {
        let encoding: Encoding
        let word: String
        let target: [Int]
    }

    let sides: [Side]
    let tools: AnalysisTools

    /// Encodes one or two sentences.
    /// - Parameter tools: for the analyses that the wanted figures need (`FigureRequest.Kind.analyses`).
    /// - Throws: `PairError` for a sentence in which the word is not found; the errors of
    ///   `EncoderModel.encode`.
    public init(
        _ sentences: [WordInSentence], model: EncoderModel, tools: AnalysisTools = .none
    ) throws {
        let readings = try Self.read(sentences, tokenizer: model.tokenizer)
        self.init(readings, try model.encode(readings.map(\.sequence)), tools: tools)
    }

    init(_ readings: [SentenceReading], _ encodings: [Encoding], tools: AnalysisTools = .none) {
        sides = zip(readings, encodings).map {
            Side(encoding: $1, word: $0.word, target: $0.target)
        }
        self.tools = tools
    }

    /// - Throws: `PairError`.
    static func read(
        _ sentences: [WordInSentence], tokenizer: Tokenizer
    ) throws(PairError) -> [SentenceReading] {
        var readings: [SentenceReading] = []
        for (index, sentence) in sentences.enumerated() {
            readings.append(
                try SentenceReading(sentence, number: index + 1, tokenizer: tokenizer))
        }
        return readings
    }

    /// The chart.
    /// - Throws: `FigureError` when the request needs a second sentence and there is none, or what the
    ///   model cannot give; `SelectionError` for a layer or head that the model does not have.
    public func chart(_ request: FigureRequest) throws -> any Chart {
        let wanted = request.kind.comparesSentences ? [0, 1] : request.side.indices
        guard wanted.allSatisfy(sides.indices.contains) else {
            throw FigureError.needsTwoSentences
        }
        if request.kind.comparesSentences { return try comparison(request) }
        if request.kind.joinsSentences { return try heads(request.kind, wanted.map { sides[$0] }) }
        let views = try wanted.map {
            try FigureView(sides[$0], request, rows: rows(sides[$0], request.kind))
        }
        guard views.count > 1 else { return views[0].chart() }
        return Panels(
            title: views[0].title(word: sharedWord), charts: views.map { $0.panel() },
            columns: views.contains { $0.isWide } ? 1 : nil)
    }

    /// The word of both sentences; `nil` if they differ.
    private var sharedWord: String? {
        sides.allSatisfy { $0.word == sides[0].word } ? sides[0].word : nil
    }

    private func similarity() -> LineChart {
        PairFigures.similarity(words: (sides[0].word, sides[1].word), cosine: cosine)
    }

    var cosine: [Float] {
        CosineSimilarity.byLayer(
            sides[0].encoding, sides[0].target, sides[1].encoding, sides[1].target)
    }

    private func comparison(_ request: FigureRequest) throws -> any Chart {
        switch request.kind {
        case .corrected: try corrected()
        case .tokenSimilarity: try tokenSimilarity(request)
        case .neighbours: try neighbours(request)
        case .substitutes: try substitutes(request)
        case .geometry: geometry()
        default: similarity()
        }
    }
}
