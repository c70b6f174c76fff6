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

    public let model: LoadedModel
    private let layer: Int
    private let head: Int?
    private let hidesSpecial: Bool

    /// - Throws: `SelectionError` for a layer or head that the model does not have.
    public init(
        model: LoadedModel, layer: Layer = .last, head: Head = .standard, hidesSpecial: Bool = false
    ) throws(SelectionError) {
        let layerCount = model.summary.layers
        let headCount = model.summary.heads
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
        let tokenizer = model.encoder.tokenizer
        let asked = [
            (pair.sentence1, pair.word1, pair.occurrence1),
            (pair.sentence2, pair.word2, pair.occurrence2),
        ]
        let sequences = asked.map { tokenizer.encode($0.0) }
        let targets = try zip(asked, sequences).enumerated().map { index, item in
            let ((_, word, occurrence), sequence) = item
            do {
                return try TargetWord.text(word, occurrence: occurrence ?? 1)
                    .tokens(in: sequence, tokenizer: tokenizer)
            } catch {
                throw PairError(sentence: index + 1, problem: error)
            }
        }
        let encodings = try model.encoder.encode(sequences)
        let sentences = zip(asked, zip(sequences, targets)).map { asked, item in
            PairAnalysis.Sentence(
                text: asked.0, tokens: item.0.tokens, ids: item.0.ids, offsets: item.0.offsets,
                word: asked.1, target: item.1,
                special: item.0.isSpecial.indices.filter { item.0.isSpecial[$0] })
        }
        let analysis = try PairAnalysis(
            id: pair.id, model: model.summary,
            options: PairOptions(
                layer: layer, head: head, hideSpecial: hidesSpecial,
                occurrence1: pair.occurrence1, occurrence2: pair.occurrence2),
            sentences: sentences,
            similarity: PairAnalysis.Similarity(
                cosine: CosineSimilarity.byLayer(
                    encodings[0], targets[0], encodings[1], targets[1])),
            attention: zip(encodings, targets).map {
                PairAnalysis.Attention(targetRows: $0.attention(from: $1))
            })
        return Result(analysis: analysis, warnings: Self.warnings(sequences))
    }

    private static func warnings(_ sequences: [TokenSequence]) -> [String] {
        sequences.enumerated().filter { $1.truncatedTokenCount > 0 }.map { index, sequence in
            "sentence \(index + 1) has \(sequence.tokens.count + sequence.truncatedTokenCount) tokens; "
                + "the model reads the first \(sequence.tokens.count - 1) and the final [SEP]"
        }
    }
}
