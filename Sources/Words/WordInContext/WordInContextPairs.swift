import Analyses
import Encoder
import Foundation
import Lists

/// The similarities of pairs with known labels: all that an evaluation needs of a data set.
struct WordInContextPairs: Sendable, Equatable {
    /// One pair: `[layers + 1]` cosines, and what its label says.
    struct Pair: Sendable, Equatable {
        var cosine: [Float]
        /// Whether the word has the same sense in both sentences; of pairs with grades it means nothing.
        var isSame: Bool
        /// The label as a number: 1 for the same sense and 0 for another, or the grade.
        var grade: Double

        init(cosine: [Float], isSame: Bool, grade: Double? = nil) {
            self.cosine = cosine
            self.isSame = isSame
            self.grade = grade ?? (isSame ? 1 : 0)
        }

        /// The cosine at a layer; a vector that is no number is like no other.
        func similarity(_ layer: Int) -> Double {
            cosine[layer].isFinite ? Double(cosine[layer]) : -2
        }
    }

    /// A row that could not be used.
    struct Failure: Sendable, Equatable, Codable {
        var list: String
        var id: String
        var reason: String
    }

    private(set) var pairs: [Pair] = []
    /// Whether labels are grades, such as 1 to 4: some are numbers other than 1, 0 and -1.
    private(set) var isGraded = false
    private(set) var failed: [Failure] = []

    /// Warnings of the list.
    private(set) var warnings: [String] = []

    /// Reads labelled pairs and encodes them, a few at a time; only the cosines are kept.
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
        // Grades are correlated, and what is neither label nor grade is told row by row.
        list.tellsLabels = false
        var batch: [(first: SentenceReading, second: SentenceReading, label: Label)] = []
        // Of lists whose labels may still turn out to be grades: those that would be none.
        var words: [(pair: Int, id: String, label: String)] = []
        var repeated = RepeatedWords()
        let cache = VectorCache()
        func flush() throws {
            let vectors = try cache.encode(batch.flatMap { [$0.first, $0.second] }, model)
            for (index, pair) in batch.enumerated() {
                let (first, second) = (vectors[2 * index], vectors[2 * index + 1])
                pairs.append(
                    Pair(
                        cosine: CosineSimilarity.byLayer(first.layers, second.layers),
                        isSame: pair.label.isSame, grade: pair.label.number))
            }
            batch.removeAll()
        }
        while let row = try list.next() {
            do {
                let pair = try row.pair()
                let readings = try PairAnalyzer.check(pair, tokenizer: model.tokenizer)
                let label = try Label(row)
                if label.isGrade { isGraded = true }
                if label.number == nil {
                    words.append((pairs.count + batch.count, row.id, row.label ?? ""))
                }
                batch.append((readings[0], readings[1], label))
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
        if isGraded { remove(words, FilePath.name(of: list.name)) }
    }

    /// Takes out pairs whose labels are words, where others have grades.
    private mutating func remove(
        _ words: [(pair: Int, id: String, label: String)], _ list: String
    ) {
        let places = Set(words.map(\.pair))
        pairs = pairs.indices.filter { !places.contains($0) }.map { pairs[$0] }
        failed += words.map { _, id, label in
            Failure(
                list: list, id: id,
                reason: "the label \"\(label)\" is not a number, but those of other rows are "
                    + "grades")
        }
    }

    /// What a row's label says.
    private struct Label {
        var isSame = false
        var isGrade = false
        /// `nil` for a word.
        var number: Double?

        /// - Throws: where it says nothing.
        init(_ row: ListRow) throws(RowError) {
            number = PairLabel.number(row.label)
            switch PairLabel(row.label) {
            case .same?: isSame = true
            case .different?: break
            case .grade?: isGrade = true
            case .other?:
                throw RowError(
                    problem:
                        "the label \"\(row.label ?? "")\" means neither the same sense nor another")
            case nil: throw RowError(problem: "the row has no label")
            }
        }
    }

    init(_ pairs: [Pair]) { self.pairs = pairs }
}
