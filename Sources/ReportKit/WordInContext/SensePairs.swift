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

    /// Warnings of the list.
    private(set) var warnings: [String] = []

    /// Reads labelled pairs and encodes them, a few at a time; only the cosines are kept. Each distinct sentence of those few is encoded once.
    ///
    /// - Throws: `InputError` for files that cannot be read or do not fit, the errors of
    ///   `EncoderModel.encode`.
    init(
        data: String, gold: String?, options: ListOptions = ListOptions(), model: EncoderModel
    )
        throws
    {
        var options = options
        options.gold = gold
        let list = try SentenceList(path: data, options: options)
        var batch: [(first: SentenceReading, second: SentenceReading, isSame: Bool)] = []
        var repeated = RepeatedWords()
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
                let readings = try PairAnalyzer.check(pair, tokenizer: model.tokenizer)
                batch.append((readings[0], readings[1], try Self.isSame(row)))
                repeated.add(row.id, readings)
            } catch {
                failed.append(
                    Failure(
                        list: FilePath.name(of: list.name), id: row.id,
                        reason: "\(error)"))
            }
            warnings += list.takeWarnings()
            if 2 * batch.count >= WordVectors.batchSize { try flush() }
        }
        warnings += list.takeWarnings()
        if let warning = repeated.warning(column: "occurrence1 or occurrence2") {
            warnings.append("\(list.name): \(warning)")
        }
        try flush()
    }

    private static func isSame(_ row: ListRow) throws(RowError) -> Bool {
        switch PairLabel(row.label) {
        case .same?: return true
        case .different?: return false
        case .grade?, .other?:
            throw RowError(
                problem: "the label \"\(row.label ?? "")\" says neither the same sense nor another")
        case nil: throw RowError(problem: "the row has no label")
        }
    }

    init(_ pairs: [Pair]) { self.pairs = pairs }
}
