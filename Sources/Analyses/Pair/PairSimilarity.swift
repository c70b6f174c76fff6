import Encoder
import Lists

/// What there is to say of a pair without a page.
package struct PairSimilarity: Sendable {
    /// Of the word's two vectors, `[layers + 1]`.
    package let cosine: [Float]
    /// Where the word stands in each sentence, from its first token to its last, in Unicode scalars.
    package let marks: [Range<Int>]
    /// What the user should know.
    package let warnings: [String]

    /// - Throws: `AnalyzedPairError` where the vectors have no cosine.
    fileprivate init(
        _ readings: [SentenceReading], _ vectors: [WordVectors], warnings: [String]
    ) throws {
        cosine = CosineSimilarity.byLayer(vectors[0].layers, vectors[1].layers)
        if let layer = cosine.firstIndex(where: { !$0.isFinite }) {
            throw AnalyzedPairError.notFinite(part: "similarity.cosine[\(layer)]")
        }
        marks = readings.map { AnalyzedPair.Sentence.span(of: $0.target, $0.sequence.offsets) }
        self.warnings = warnings
    }
}

extension PairAnalyzer {
    /// Compares the words of many pairs, and nothing else.
    ///
    /// - Parameter cache: for this model alone.
    /// - Returns: for each pair, in order, the numbers that `analyze` gives, to the bit, or the error that it throws.
    /// - Throws: the errors of `EncoderModel.encode`, which are no single pair's.
    package func similarities(
        of pairs: [SentencePair], _ cache: VectorCache
    ) throws -> [Swift.Result<PairSimilarity, any Error>] {
        let readings = pairs.map { pair in
            Swift.Result { try Self.check(pair, tokenizer: model.encoder.tokenizer) }
        }
        var vectors = try cache.encode(
            readings.compactMap { try? $0.get() }.flatMap(\.self), model.encoder)[...]
        return readings.map { reading in
            reading.flatMap { sides in
                defer { vectors = vectors.dropFirst(sides.count) }
                return Swift.Result {
                    try PairSimilarity(
                        sides, Array(vectors.prefix(sides.count)), warnings: Self.warnings(sides))
                }
            }
        }
    }
}
