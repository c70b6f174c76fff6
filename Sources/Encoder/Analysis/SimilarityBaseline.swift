import Foundation
import Hashing

/// How alike two words are that have nothing to do with each other: the similarity at each layer that a
/// model gives to any two tokens.
///
/// In deep layers all vectors of a model point into one narrow cone, so that a cosine of 0.5 may mean
/// much in one layer and nothing in the next. Ethayarajh (2019) therefore subtracts the mean cosine of
/// random tokens from different sentences: B = Σ_{i≠j} cos(hᵢ, hⱼ) / (n·(n − 1)).
///
/// ```swift
/// let baseline = try SimilarityBaseline(model: model, sentences: sentences)
/// let raw = CosineSimilarity.byLayer(first, [2], second, [5])
/// baseline.corrected(raw)  // above 0: more alike than any two tokens are
/// ```
///
/// Of each sentence one token is drawn, special tokens left out, and the mean is over all pairs. The draw
/// is decided by the sentence's own bytes: the same sentences give the same baseline, in any order and on
/// any number of threads. A sentence that is given twice counts once.
public struct SimilarityBaseline: Sendable, Equatable, Codable {
    /// The mean cosine at each layer, layers + 1 numbers: the embeddings, then each layer. In [−1, 1].
    public let layers: [Float]
    /// How many tokens were compared: that many sentences had one.
    public let tokenCount: Int
    /// The hash of the set of sentences, as `hash(of:)` has it.
    public let sentencesHash: String

    /// Measures the baseline of a model.
    ///
    /// - Parameters:
    ///   - model: the model.
    ///   - sentences: a thousand give about two digits; those without a token are skipped.
    /// - Throws: `SimilarityBaselineError` when fewer than two sentences have a token; what
    ///   `EncoderModel.encode` throws.
    /// - Complexity: time as for encoding the sentences; memory for a few of them at a time.
    public init(model: EncoderModel, sentences: [String]) throws {
        let sentences = Self.canonical(sentences)
        var sums = DirectionSums(
            layers: model.configuration.layerCount + 1, width: model.configuration.hiddenSize)
        var batch = Batch(model.configuration)
        func finishBatch() throws {
            let encodings = try model.encode(
                batch.sequences, attentionFrom: batch.sequences.map { _ in [] })
            for (encoding, token) in zip(encodings, batch.tokens) {
                sums.add(encoding, token: token)
            }
            batch.removeAll()
        }
        for sentence in sentences {
            let sequence = model.tokenizer.encode(sentence)
            guard let token = Self.drawnToken(of: sequence) else { continue }
            batch.append(sequence, token: token)
            if batch.isFull { try finishBatch() }
        }
        try finishBatch()
        guard sums.count >= 2 else { throw SimilarityBaselineError.tooFewSentences(sums.count) }
        layers = sums.meanCosines
        tokenCount = sums.count
        sentencesHash = Self.hash(ofCanonical: sentences)
    }

    /// A similarity minus that of any two tokens: cos − B (Ethayarajh 2019).
    ///
    /// - Parameter cosine: one number for each layer, the embeddings first.
    /// - Returns: as many numbers, in [−2, 2]; 0 for words as alike as any two. NaN for layers that the
    ///   baseline does not have.
    public func corrected(_ cosine: [Float]) -> [Float] {
        cosine.enumerated().map { layer, cosine in
            layers.indices.contains(layer) ? cosine - layers[layer] : .nan
        }
    }

    /// The SHA-256 of a set of sentences, in lower-case hexadecimal; their order and repetitions do not
    /// matter.
    public static func hash(of sentences: [String]) -> String {
        hash(ofCanonical: canonical(sentences))
    }

    private static func hash(ofCanonical sentences: [String]) -> String {
        var hash = SHA256()
        for sentence in sentences {
            hash.update(data: Array(sentence.utf8))
            // No sentence in UTF-8 has this byte, so that no two sets read the same.
            hash.update(data: [0xFF])
        }
        return hash.finalize().hexadecimal
    }

    /// Each sentence once, in the order of their bytes.
    private static func canonical(_ sentences: [String]) -> [String] {
        // By bytes: strings that are equal in composed form may have other tokens.
        Set(sentences.map { Array($0.utf8) })
            .sorted { $0.lexicographicallyPrecedes($1) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// The token that stands for a sentence: one of its tokens, special ones left out, as `StableDraw` has it.
    static func drawnToken(of sequence: TokenSequence) -> Int? {
        let candidates = sequence.isSpecial.indices.filter { !sequence.isSpecial[$0] }
        guard !candidates.isEmpty else { return nil }
        return candidates[StableDraw.index(of: sequence.text, below: candidates.count)]
    }

    /// Sentences that are encoded together.
    private struct Batch {
        private(set) var sequences: [TokenSequence] = []
        private(set) var tokens: [Int] = []
        private let configuration: ModelConfiguration
        /// The numbers that encoding the sentences gives.
        private var size = 0

        init(_ configuration: ModelConfiguration) { self.configuration = configuration }

        mutating func append(_ sequence: TokenSequence, token: Int) {
            sequences.append(sequence)
            tokens.append(token)
            let count = sequence.ids.count
            let states = (configuration.layerCount + 1) * configuration.hiddenSize
            size += count * (states + configuration.layerCount * configuration.headCount * count)
        }

        mutating func removeAll() { self = Batch(configuration) }

        /// Whether that takes 32 MB: enough sentences to keep the threads busy.
        var isFull: Bool { size >= 1 << 23 }
    }
}

/// The sums of unit vectors, from which the mean cosine of all pairs follows:
/// ‖Σ u‖² = Σ ‖u‖² + Σ_{i≠j} uᵢ·uⱼ.
struct DirectionSums {
    private(set) var count = 0
    /// `[layers][width]`
    private var sums: [[Double]]
    /// The number of vectors that have a direction, by layer.
    private var directed: [Int]

    init(layers: Int, width: Int) {
        sums = Array(repeating: Array(repeating: 0, count: width), count: layers)
        directed = Array(repeating: 0, count: layers)
    }

    mutating func add(_ encoding: ModelOutput, token: Int) {
        count += 1
        for layer in sums.indices {
            let state = encoding.hiddenStates[row: layer, token]
            let length = state.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
            // A zero vector has the cosine 0 with all.
            guard length != 0 else { continue }
            directed[layer] += 1
            for (index, scalar) in state.enumerated() {
                sums[layer][index] += Double(scalar) / length
            }
        }
    }

    var meanCosines: [Float] {
        zip(sums, directed).map { sum, directed in
            let square = sum.reduce(0.0) { $0 + $1 * $1 }
            let mean = (square - Double(directed)) / (Double(count) * Double(count - 1))
            return Float(min(max(mean, -1), 1))
        }
    }
}

/// Why there is no baseline.
public enum SimilarityBaselineError: Error, Equatable, CustomStringConvertible {
    /// So many sentences had a token.
    case tooFewSentences(Int)

    public var description: String {
        switch self {
        case .tooFewSentences(let count):
            "the reference sentences are too few: \(count) of them "
                + (count == 1 ? "is" : "are")
                + " not empty; expected two or more, and better a thousand"
        }
    }
}
