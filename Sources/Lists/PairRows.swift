import Encoder
import Files

/// The rows of a table of pairs.
final class PairRows: RowReader {
    private let table: any ListTable
    private let columns: PairColumns
    private let layout: PairLayout?
    private let format: SentenceList.Format?
    private let gold: GoldLabels?
    private var waiting: ListRow?
    /// The column of the lemma beside that of the word, where it is asked for.
    private let lemmaColumn: String?
    let namesWords: Bool
    private(set) var lemma: String?
    private var isAtEnd = false
    private var warnings: [String] = []
    /// A record that was read to see whether its word is marked.
    private var first: [String: String]?

    init(
        _ table: any ListTable, layout: PairLayout?, options: ListOptions, gold: GoldLabels?
    ) throws(InputError) {
        self.table = table
        self.layout = layout
        self.format = options.format ?? (table is FieldLines ? .xlwic : nil)
        self.gold = gold
        let given = options.columns
        let names = PairColumns.names
        var isMarked = options.marks != nil || layout?.marks != nil
        let hasWord =
            given["word"] != nil || layout?.columns["word"] != nil
            || table.names.contains { ListNames.plain($0) == "word" }
        namesWords = hasWord
        let theirs = names.map { given[$0] == nil ? layout?.columns[$0] ?? $0 : $0 }
        lemmaColumn = Self.lemmaColumn(table, layout, options)
        let extra =
            layout?.format == .cosimlex
            ? ["sim1", "sim2"]
                + ["1", "2"].flatMap { ["word1_context\($0)", "word2_context\($0)"] }
            : lemmaColumn.map { [$0] } ?? []
        let required = ListRow.requiredColumns.map { layout?.columns[$0] ?? $0 }
        let isLoose = isMarked || !hasWord && !(table is FieldLines)
        try table.take(
            theirs + extra,
            required: isLoose && layout?.format != .cosimlex
                ? required.filter { $0 != "word" } : required,
            isQuiet: layout != nil)
        if isLoose, !hasWord, !isMarked {
            // Without the column, the word may be marked in the sentences.
            first = try table.next()
            let sentence = first?["sentence1"] ?? ""
            guard WordMarks.found(in: sentence) != nil else {
                try table.take(theirs, required: required, isQuiet: true)
                throw table.fail("there is no \"word\", and no word is marked in the sentence")
            }
            isMarked = true
        }
        let present = Set(table.names.map(ListNames.plain))
        warnings = loneEnds(["1", "2"]) { name in
            present.contains(ListNames.plain(given[name] ?? layout?.columns[name] ?? name))
        }.map { "\(table.name): \($0)" }
        columns = PairColumns(
            unit: options.unit, marks: options.marks ?? layout?.marks, usesMarks: isMarked,
            takesFirstMark: layout?.marksEveryOccurrence ?? false)
    }

    /// The column of the lemma beside that of the word; `nil` where nobody asks for it.
    private static func lemmaColumn(
        _ table: any ListTable, _ layout: PairLayout?, _ options: ListOptions
    ) -> String? {
        guard options.word != nil else { return nil }
        let taken = layout?.columns.values.map(\.self) ?? []
        let names = [layout?.lemma, "lemma"].compactMap(\.self)
        return names.first { name in
            options.columns[name] == nil && !taken.contains(name)
                && (layout?.columns["word"] != nil || name != "word")
                && table.names.contains { ListNames.plain($0) == name }
        } ?? (options.columns["lemma"] == nil ? nil : "lemma")
    }

    var shape: ListShape {
        ListShape(table, layout: layout?.columns ?? [:], dataSet: layout?.format ?? format)
    }

    func takeWarnings() -> [String] {
        defer { warnings = [] }
        return warnings + table.takeWarnings() + (isAtEnd ? gold?.takeWarnings() ?? [] : [])
    }
    var fractionRead: Double? { table.fractionRead }

    func next() throws(InputError) -> ListRow? {
        if let row = waiting {
            waiting = nil
            return row
        }
        var read = first
        if read == nil { read = try table.next() }
        first = nil
        guard let record = read else {
            try gold?.finish()
            isAtEnd = true
            return nil
        }
        var values = record
        lemma = lemmaColumn.flatMap { record[$0] }
        for (ours, theirs) in layout?.columns ?? [:]
        where values[ours] == nil || ours == lemmaColumn {
            values[ours] = record[theirs]
        }
        if layout?.format == .cosimlex { return twoRows(values) }
        if let gold { values["label"] = GoldLabels.pair(try gold.label(id: values["id"] ?? "")) }
        var row = columns.row(values)
        if layout?.format == .mclwic, row.word2 == nil, Self.isAcrossLanguages(row.id) {
            // The lemma is that of the first sentence.
            row.word2 = row.range2.flatMap { WordPlace.words(at: $0, in: row.sentence2) }
        }
        return row
    }

    /// Whether an id such as `test.en-fr.0` names two languages.
    private static func isAcrossLanguages(_ id: String) -> Bool {
        guard let found = id.firstMatch(of: /\.([a-z]{2})-([a-z]{2})\./) else { return false }
        return found.1 != found.2
    }

    /// Two words in one context, and the same two in another: a pair for each context.
    private func twoRows(_ record: [String: String]) -> ListRow? {
        let words = [record["word1"] ?? "", record["word2"] ?? ""]
        let rows = ["1", "2"].map { side -> ListRow in
            let context = record["context\(side)"] ?? record["sentence\(side)"] ?? ""
            var values = ["word": words[0], "word2": words[1], "label": record["sim\(side)"] ?? ""]
            let found = columns.marks?.remove(from: context)
            values["sentence1"] = found?.text ?? context
            values["sentence2"] = found?.text ?? context
            // The form that each word has in this context, in the data set's own columns.
            let forms = words.indices.map {
                record["word\($0 + 1)_context\(side)"] ?? words[$0]
            }
            let ranges = Self.ranges(found?.ranges ?? [], of: forms, in: found?.text ?? "")
            values["range1"] = ranges.map { WordPlace.text([$0.0]) } ?? WordPlace.unmarked
            values["range2"] = ranges.map { WordPlace.text([$0.1]) } ?? WordPlace.unmarked
            return ListRow { values[$0] }
        }
        waiting = rows[1]
        return rows[0]
    }

    /// Which of the marked places are the two words': two places whose texts are nearest to the words.
    private static func ranges(
        _ marked: [Range<Int>], of words: [String], in text: String
    ) -> (Range<Int>, Range<Int>)? {
        let scalars = Array(text.unicodeScalars)
        func distance(_ range: Range<Int>, _ word: String) -> Int {
            editDistance(
                String(String.UnicodeScalarView(scalars[range])).lowercased(), word.lowercased())
        }
        var best: (distance: Int, ranges: (Range<Int>, Range<Int>))?
        for first in marked {
            for second in marked where second != first || marked.count == 1 {
                let total = distance(first, words[0]) + distance(second, words[1])
                if best.map({ total < $0.distance }) ?? true { best = (total, (first, second)) }
            }
        }
        return best?.ranges
    }
}
