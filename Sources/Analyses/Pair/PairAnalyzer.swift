import Encoder
import Files
import Lists

/// Runs a model on pairs of sentences and collects what reports show.
package struct PairAnalyzer: Sendable {
    package let model: LoadedModel
    private let layer: Int
    private let head: Int?
    private let special: SpecialTokens
    private let tools: AnalysisTools

    /// - Parameter tools: what is analysed besides similarity and attention; made for the same model.
    /// - Throws: `SelectionError` for a layer or head that the model does not have.
    package init(
        model: LoadedModel, layer: Layer = .last, head: Head = .standard,
        special: SpecialTokens = .apart, tools: AnalysisTools = .none
    ) throws(SelectionError) {
        let selection = try Selection(
            layer: layer, head: head, layerCount: model.summary.layers,
            headCount: model.summary.heads)
        self.layer = selection.layer
        self.head = selection.head
        self.model = model
        self.special = special
        self.tools = tools
    }

    /// The options that every pair has in common.
    package var options: PairOptions {
        PairOptions(
            layer: layer, head: head, special: special, analyses: tools.choice,
            baseline: tools.baselineName, calibration: tools.calibrationName)
    }

    /// What unrelated words have in common, if the analyses need it.
    package var baseline: SimilarityBaseline? { tools.baseline }

    /// What labelled pairs have in common, if the analyses need it.
    package var calibration: Calibration? { tools.judge?.calibration }

    /// What one pair gave: its numbers, and what the user should be told besides.
    package struct Result: Sendable {
        package let analysis: AnalyzedPair
        /// What the model computed for both sentences, for pages that can be explored; nothing for long
        /// texts.
        package let encodings: [ModelOutput]
        package let warnings: [String]
    }

    /// Analyses one pair.
    /// - Throws: `PairError` for a sentence in which the word is not found; the errors of
    ///   `EncoderModel.encode`.
    package func analyze(_ pair: SentencePair) throws -> Result {
        guard let result = try analyze([pair]).first else { throw CancellationError() }
        return try result.get()
    }

    /// Analyses many pairs; each distinct sentence is encoded once.
    ///
    /// - Returns: for each pair, in order, what `analyze` gives for it alone, to the bit, or the
    ///   error that it throws.
    /// - Throws: the errors of `EncoderModel.encode`, which are no single pair's.
    /// - Complexity: memory for the arrays of all pairs at once.
    package func analyze(_ pairs: [SentencePair]) throws -> [Swift.Result<Result, any Error>] {
        var pool = SequencePool()
        let readings = pairs.map { pair in
            Swift.Result { try read(pair) }.flatMap { reading in
                Swift.Result { try places(of: reading, in: &pool) }
            }
        }
        let encodings = try model.encoder.encode(
            pool.sequences, attentionFrom: pool.attendingTokens)
        let found = readings.compactMap { try? $0.get() }.map { pair($0, encodings) }
        let analyses = try tools.analyses(
            of: found, layer: layer, threadCount: model.encoder.threadCount)
        var index = -1
        return zip(pairs, readings).map { pair, reading in
            reading.flatMap { places in
                index += 1
                return Swift.Result { try result(pair, places, found[index], analyses[index]) }
            }
        }
    }

    /// What the model computed for a pair.
    private func pair(_ places: [Place], _ encodings: [ModelOutput]) -> AnalysisInput.Pair {
        AnalysisInput.Pair(
            sides: places.map { place in
                .init(
                    encoding: encodings[place.sentence], target: place.reading.target,
                    word: place.reading.word,
                    masked: place.masked.map { ($0.sentence, encodings[$0.place]) })
            })
    }

    /// A sentence of a pair, and where its encodings will be.
    private struct Place {
        let reading: SentenceReading
        let sentence: Int
        /// With the word masked.
        var masked: (sentence: MaskedSentence, place: Int)?
    }

    private func places(
        of reading: PairReading, in pool: inout SequencePool
    ) throws -> [Place] {
        try [reading.first, reading.second].map { reading in
            let sequence = reading.sequence
            var place = Place(
                reading: reading,
                sentence: pool.place(of: sequence, attending: reading.target))
            // Of a long text the finder keeps the states of the mask alone.
            if let finder = tools.finder, sequence.ids.count <= EncoderModel.wholeAttentionLimit {
                let masked = try finder.masked(sequence, reading.target)
                place.masked = (
                    masked, pool.place(of: masked.sequence, attending: [])
                )
            }
            return place
        }
    }

    private func result(
        _ pair: SentencePair, _ places: [Place], _ found: AnalysisInput.Pair,
        _ analyses: AnalysisResults
    ) throws -> Result {
        var options = options
        options.occurrence1 = places[0].reading.occurrence ?? pair.occurrence1
        options.occurrence2 = places[1].reading.occurrence ?? pair.occurrence2
        let analysis = try AnalyzedPair(
            id: pair.id, model: model.summary, options: options,
            sentences: places.map { AnalyzedPair.Sentence($0.reading) },
            similarity: AnalyzedPair.Similarity(cosine: found.cosine),
            attention: found.sides.map {
                AnalyzedPair.Attention(targetRows: $0.encoding.attention(from: $0.target))
            },
            analyses: analyses)
        return Result(
            analysis: analysis, encodings: found.hasEveryRow ? found.sides.map(\.encoding) : [],
            warnings: Self.warnings(places.map(\.reading)))
    }

    /// What `analyze` would read, as far as no model is needed.
    /// - Throws: `PairError` for a sentence in which the word is not found.
    package static func check(
        _ pair: SentencePair, tokenizer: Tokenizer
    ) throws(PairError) -> [SentenceReading] {
        let reading = try read(pair, tokenizer)
        return [reading.first, reading.second]
    }

    private func read(_ pair: SentencePair) throws(PairError) -> PairReading {
        try Self.read(pair, model.encoder.tokenizer)
    }

    private struct PairReading {
        let first: SentenceReading
        let second: SentenceReading
    }

    private static func read(
        _ pair: SentencePair, _ tokenizer: Tokenizer
    ) throws(PairError) -> PairReading {
        PairReading(
            first: try SentenceReading(pair.first, number: 1, tokenizer: tokenizer),
            second: try SentenceReading(pair.second, number: 2, tokenizer: tokenizer))
    }

    static func warnings(_ readings: [SentenceReading]) -> [String] {
        let repeated = readings.enumerated().filter { $1.count > 1 }.map { index, reading in
            "sentence \(index + 1) has \"\(reading.word)\"\(reading.hasForms ? " or another form" : "") "
                + "\(reading.count) times, and the first is taken; "
                + "occurrence\(index + 1) says which one is meant"
        }
        return repeated + cuts(readings.map(\.sequence))
    }

    private static func cuts(_ sequences: [TokenSequence]) -> [String] {
        sequences.enumerated().filter { $1.truncatedTokenCount > 0 }.map { index, sequence in
            let last = sequence.isSpecial.reversed().prefix { $0 }.count
            let end =
                last == 0 ? "" : " and the final \(Format.list(sequence.tokens.suffix(last)))"
            return
                "sentence \(index + 1) has \(sequence.tokens.count + sequence.truncatedTokenCount) tokens; "
                + "the model reads the first \(sequence.tokens.count - last)\(end)"
        }
    }
}

extension AnalyzedPair.Sentence {
    fileprivate init(_ reading: SentenceReading) {
        self.init(reading.sequence, word: reading.word, target: reading.target)
    }

    /// - Parameter word: `nil` for what stands in the sentence at the tokens.
    init(_ sequence: TokenSequence, word: String? = nil, target: [Int]) {
        self.init(
            text: sequence.text, tokens: sequence.tokens, ids: sequence.ids,
            offsets: sequence.offsets,
            word: word ?? Self.text(sequence, target), target: target,
            special: sequence.isSpecial.indices.filter { sequence.isSpecial[$0] })
        if groupsOfPieces() != Self.groups(sequence.wordIndices) { words = sequence.wordIndices }
    }

    /// The word as the sentence has it, from its first token to the last.
    static func text(_ sequence: TokenSequence, _ tokens: [Int]) -> String {
        let span = span(of: tokens, sequence.offsets)
        return String(
            String.UnicodeScalarView(
                sequence.text.unicodeScalars.dropFirst(span.lowerBound).prefix(span.count)))
    }

    /// From the first of some tokens to the last, in Unicode scalars; nothing for no tokens.
    /// - Parameter offsets: of all tokens.
    package static func span(of tokens: [Int], _ offsets: [Range<Int>]) -> Range<Int> {
        let places = tokens.map { offsets[$0] }
        guard let start = places.map(\.lowerBound).min(), let end = places.map(\.upperBound).max()
        else { return 0..<0 }
        return start..<max(start, end)
    }
}
