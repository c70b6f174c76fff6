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

    /// What one pair gave: its numbers, and what the user should be told besides.
    public struct Result: Sendable {
        public let analysis: PairAnalysis
        public let warnings: [String]
    }

    /// Analyses one pair.
    /// - Throws: `PairError` for a sentence in which the word is not found; the errors of
    ///   `EncoderModel.encode`.
    public func analyze(_ pair: SentencePair) throws -> Result {
        let readings = [
            try read(pair.sentence1, pair.word1, pair.occurrence1, number: 1),
            try read(pair.sentence2, pair.word2, pair.occurrence2, number: 2),
        ]
        let encodings = try model.encoder.encode(readings.map(\.sequence))
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

    private func read(
        _ text: String, _ word: String, _ occurrence: Int?, number: Int
    ) throws(PairError) -> Reading {
        let tokenizer = model.encoder.tokenizer
        let sequence = tokenizer.encode(text)
        do throws(TargetWordError) {
            let target = try TargetWord.text(word, occurrence: occurrence ?? 1)
                .tokens(in: sequence, tokenizer: tokenizer)
            return Reading(sequence: sequence, word: word, target: target)
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
