import Encoder

/// Runs a model on pairs of sentences and collects what reports show.
public struct PairAnalyzer: Sendable {
    /// Which layer and head the bar charts show.
    public enum Layer: Equatable, Sendable {
        case last
        case index(Int)
    }

    public enum Head: Equatable, Sendable {
        /// Head 8, which the notebook shows, where the model has it; else the mean.
        case standard
        case index(Int)
        case mean
    }

    /// A layer and head that a model has.
    public struct Selection: Equatable, Sendable {
        public let layer: Int
        /// `nil` for the mean over heads.
        public let head: Int?

        /// - Throws: `SelectionError` for a layer or head that the model does not have.
        public init(
            layer: Layer, head: Head, layerCount: Int, headCount: Int
        ) throws(SelectionError) {
            switch layer {
            case .last: self.layer = layerCount - 1
            case .index(let index):
                guard 0..<layerCount ~= index else {
                    throw SelectionError(kind: "layer", value: index, count: layerCount)
                }
                self.layer = index
            }
            switch head {
            case .standard: self.head = headCount > 8 ? 8 : nil
            case .mean: self.head = nil
            case .index(let index):
                guard 0..<headCount ~= index else {
                    throw SelectionError(kind: "head", value: index, count: headCount)
                }
                self.head = index
            }
        }
    }

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
        func number(_ reading: Reading) -> Int {
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
            sentences: readings.map(\.sentence),
            similarity: PairAnalysis.Similarity(
                cosine: CosineSimilarity.byLayer(
                    encodings[0], readings[0].target, encodings[1], readings[1].target)),
            attention: zip(encodings, readings).map {
                PairAnalysis.Attention(targetRows: $0.attention(from: $1.target))
            })
        return Result(analysis: analysis, warnings: Self.warnings(readings.map(\.sequence)))
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
        let first: Reading
        let second: Reading
    }

    private static func read(
        _ pair: SentencePair, _ tokenizer: Tokenizer
    ) throws(PairError) -> PairReading {
        PairReading(
            first: try read(
                pair.sentence1, pair.word1, pair.occurrence1, pair.range1, 1, tokenizer),
            second: try read(
                pair.sentence2, pair.word2, pair.occurrence2, pair.range2, 2, tokenizer))
    }

    /// A tokenised sentence in which the word has been found.
    private struct Reading {
        let sequence: TokenSequence
        let word: String
        let target: [Int]

        var sentence: PairAnalysis.Sentence {
            PairAnalysis.Sentence(
                text: sequence.text, tokens: sequence.tokens, ids: sequence.ids,
                offsets: sequence.offsets, word: word, target: target,
                special: sequence.isSpecial.indices.filter { sequence.isSpecial[$0] })
        }
    }

    private static func read(
        _ text: String, _ word: String, _ occurrence: Int?, _ range: Range<Int>?, _ number: Int,
        _ tokenizer: Tokenizer
    ) throws(PairError) -> Reading {
        let sequence = tokenizer.encode(text)
        let target = range.map(TargetWord.range) ?? .text(word, occurrence: occurrence ?? 1)
        do throws(TargetWordError) {
            return Reading(
                sequence: sequence, word: word,
                target: try target.tokens(in: sequence, tokenizer: tokenizer))
        } catch {
            throw PairError(sentence: number, problem: error)
        }
    }

    private static func warnings(_ sequences: [TokenSequence]) -> [String] {
        sequences.enumerated().filter { $1.truncatedTokenCount > 0 }.map { index, sequence in
            "sentence \(index + 1) has \(sequence.tokens.count + sequence.truncatedTokenCount) tokens; "
                + "the model reads the first \(sequence.tokens.count - 1) and the final [SEP]"
        }
    }
}
