import Encoder
import Foundation

/// The similarities of pairs with known labels: all that an evaluation needs of a data set.
struct SensePairs: Sendable, Equatable {
    /// One pair: `[layers + 1]` cosines, and whether the word has the same sense in both sentences.
    struct Pair: Sendable, Equatable {
        var cosine: [Float]
        var isSame: Bool
    }

    /// A row that could not be used.
    struct Failure: Sendable, Equatable, Codable {
        var list: String
        var id: String
        var reason: String
    }

    private(set) var pairs: [Pair] = []
    private(set) var failed: [Failure] = []

    /// Reads pairs in the format of the Word-in-Context data and encodes them, a few at a time; only the
    /// cosines are kept. Each distinct sentence of those few is encoded once.
    ///
    /// - Throws: `InputError` for files that cannot be read or do not fit, the errors of
    ///   `EncoderModel.encode`.
    init(data: String, gold: String, model: EncoderModel) throws {
        let list = try SentenceList(path: data, format: .wic, gold: gold)
        var batch: [(first: SentenceReading, second: SentenceReading, isSame: Bool)] = []
        func flush() throws {
            let vectors = try WordVectors.encode(batch.flatMap { [$0.first, $0.second] }, model)
            for (index, pair) in batch.enumerated() {
                let (first, second) = (vectors[2 * index], vectors[2 * index + 1])
                pairs.append(
                    Pair(
                        cosine: zip(first.layers, second.layers).map(CosineSimilarity.cosine),
                        isSame: pair.isSame))
            }
            batch.removeAll()
        }
        while let row = try list.next() {
            do {
                let pair = try row.pair()
                batch.append(
                    (
                        try SentenceReading(pair.first, number: 1, tokenizer: model.tokenizer),
                        try SentenceReading(pair.second, number: 2, tokenizer: model.tokenizer),
                        row.label == "same"
                    ))
            } catch {
                failed.append(
                    Failure(
                        list: FilePath.name(of: list.name), id: row.id,
                        reason: "\(error)"))
            }
            if 2 * batch.count >= WordVectors.batchSize { try flush() }
        }
        try flush()
    }

    init(_ pairs: [Pair]) { self.pairs = pairs }
}
