import Encoder

/// Runs a model on pairs of sentences and collects what reports show.
public struct PairAnalyzer: Sendable {
    public let model: LoadedModel
    private let layer: Int
    private let head: Int?
    private let hidesSpecial: Bool

    /// - Throws: `SelectionError` for a layer or head that the model does not have.
    public init(
        model: LoadedModel, layer: Layer = .last, head: Head = .standard, hidesSpecial: Bool = false
    ) throws(SelectionError) {
        let selection = try Selection(
            layer: layer, head: head, layerCount: model.summary.layers,
            headCount: model.summary.heads)
        self.layer = selection.layer
        self.head = selection.head
        self.model = model
        self.hidesSpecial = hidesSpecial
    }

    /// The options that every pair has in common.
    var options: PairOptions { PairOptions(layer: layer, head: head, hideSpecial: hidesSpecial) }

    /// What one pair gave: its numbers, and what the user should be told besides.
    public struct Result: Sendable {
        public let analysis: PairAnalysis
        /// What the model computed for both sentences, for pages that can be explored.
        public let encodings: [Encoding]
        public let warnings: [String]
    }

    /// Analyses one pair.
    /// - Throws: `PairError` for a sentence in which the word is not found; the errors of
    ///   `EncoderModel.encode`.
    public func analyze(_ pair: SentencePair) throws -> Result {
        let reading = try read(pair)
        let encodings = try model.encoder.encode([reading.first.sequence, reading.second.sequence])
        return try result(pair, reading, encodings[0], encodings[1])
    }

    /// Analyses many pairs; each distinct sentence is encoded once.
    ///
    /// - Returns: for each pair, in order, what `analyze` gives for it alone, to the bit, or the
    ///   error that it throws.
    /// - Throws: the errors of `EncoderModel.encode`, which are no single pair's.
    /// - Complexity: memory for the arrays of all pairs at once.
    public func analyze(_ pairs: [SentencePair]) throws -> [Swift.Result<Result, any Error>] {
        let readings = pairs.map { pair in
            Swift.Result { () throws(PairError) in try read(pair) }
        }
        var numbers: [[UInt8]: Int] = [:]
        var sequences: [TokenSequence] = []
        func number(_ reading: SentenceReading) -> Int {
            // By bytes: strings that are equal in composed form may have other tokens.
            let key = Array(reading.sequence.text.utf8)
            if let known = numbers[key] { return known }
            numbers[key] = sequences.count
            sequences.append(reading.sequence)
            return sequences.count - 1
        }
        let places = readings.map { reading in
            (try? reading.get()).map { (number($0.first), number($0.second)) }
        }
        let encodings = try model.encoder.encode(sequences)
        return pairs.indices.map { index in
            Swift.Result {
                let reading = try readings[index].get()
                let (first, second) = places[index] ?? (0, 0)
                return try result(pairs[index], reading, encodings[first], encodings[second])
            }
        }
    }

    private func result(
        _ pair: SentencePair, _ reading: PairReading, _ first: Encoding, _ second: Encoding
    ) throws -> Result {
        let readings = [reading.first, reading.second]
        let encodings = [first, second]
        let analysis = try PairAnalysis(
            id: pair.id, model: model.summary,
            options: PairOptions(
                layer: layer, head: head, hideSpecial: hidesSpecial,
                occurrence1: pair.occurrence1, occurrence2: pair.occurrence2),
            sentences: readings.map(PairAnalysis.Sentence.init),
            similarity: PairAnalysis.Similarity(
                cosine: CosineSimilarity.byLayer(
                    encodings[0], readings[0].target, encodings[1], readings[1].target)),
            attention: zip(encodings, readings).map {
                PairAnalysis.Attention(targetRows: $0.attention(from: $1.target))
            })
        return Result(
            analysis: analysis, encodings: encodings,
            warnings: Self.warnings(readings.map(\.sequence)))
    }

    /// What `analyze` would read, as far as no model is needed.
    /// - Returns: the number of tokens of both sentences.
    /// - Throws: `PairError` for a sentence in which the word is not found.
    static func check(_ pair: SentencePair, tokenizer: Tokenizer) throws(PairError) -> [Int] {
        let reading = try read(pair, tokenizer)
        return [reading.first.sequence.ids.count, reading.second.sequence.ids.count]
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

    private static func warnings(_ sequences: [TokenSequence]) -> [String] {
        sequences.enumerated().filter { $1.truncatedTokenCount > 0 }.map { index, sequence in
            "sentence \(index + 1) has \(sequence.tokens.count + sequence.truncatedTokenCount) tokens; "
                + "the model reads the first \(sequence.tokens.count - 1) and the final [SEP]"
        }
    }
}

extension PairAnalysis.Sentence {
    fileprivate init(_ reading: SentenceReading) {
        let sequence = reading.sequence
        self.init(
            text: sequence.text, tokens: sequence.tokens, ids: sequence.ids,
            offsets: sequence.offsets, word: reading.word, target: reading.target,
            special: sequence.isSpecial.indices.filter { sequence.isSpecial[$0] })
    }
}
