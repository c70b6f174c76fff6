import Charts
import Encoder
import Lists

/// Makes the charts of `FigureRequest`s from what the encoder computed.
package struct FigureBuilder: Sendable {
    private let sentences: [(encoding: ModelOutput, word: String, target: [Int])]
    private let tools: AnalysisTools

    /// Encodes one or two sentences.
    /// - Parameters:
    ///   - kinds: what will be drawn.
    ///   - tools: for what the wanted figures need (`FigureKind.needs`).
    /// - Throws: `PairError` for a sentence in which the word is not found; `FigureError` for a text that is too long
    ///   for one of the kinds; the errors of `EncoderModel.encode`.
    package init(
        _ sentences: [WordInSentence], for kinds: [FigureKind], model: EncoderModel,
        tools: AnalysisTools = .none
    ) throws {
        let readings = try Self.read(sentences, for: kinds, tokenizer: model.tokenizer)
        let encodings = try model.encode(
            readings.map(\.sequence), attentionFrom: readings.map(\.target))
        self.init(readings, encodings, tools: tools)
    }

    init(_ readings: [SentenceReading], _ encodings: [ModelOutput], tools: AnalysisTools = .none) {
        sentences = zip(readings, encodings).map { ($1, $0.word, $0.target) }
        self.tools = tools
    }

    /// Finds the word, before the model runs.
    /// - Throws: `PairError`; `FigureError` for a text that is too long for one of the kinds.
    static func read(
        _ sentences: [WordInSentence], for kinds: [FigureKind], tokenizer: Tokenizer
    ) throws -> [SentenceReading] {
        let readings = try sentences.enumerated().map { index, sentence in
            try SentenceReading(sentence, number: index + 1, tokenizer: tokenizer)
        }
        for kind in kinds { try kind.check(tokenCounts: readings.map(\.sequence.ids.count)) }
        return readings
    }

    /// The chart.
    /// - Throws: `FigureError` when the request needs a second sentence and there is none, what the model
    ///   cannot give, or what the kind of figure cannot look like; `SelectionError` for a layer or head that
    ///   the model does not have.
    package func chart(_ request: FigureRequest) throws -> any Chart {
        try request.checkTokens()
        let chart = try request.kind.figure(view(request)).chart
        return try request.look.applied(to: chart, of: request.kind)
    }

    /// What the figure is made from.
    /// - Throws: as `chart`.
    func view(_ request: FigureRequest) throws -> PairView {
        let wanted = request.kind.comparesSentences ? [0, 1] : request.side.indices
        guard wanted.allSatisfy(sentences.indices.contains) else {
            throw FigureError.needsTwoSentences
        }
        return try PairView(sentences, sides: wanted, request, tools)
    }
}
