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
        let theirs = names.map { given[$0] == nil ? layout?.columns[$0] ?? $0 : $0 }
        let extra = layout?.format == .cosimlex ? ["sim1", "sim2"] : []
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
        columns = PairColumns(
            unit: options.unit, marks: options.marks ?? layout?.marks, usesMarks: isMarked,
            takesFirstMark: layout?.marksEveryOccurrence ?? false)
    }

    var shape: ListShape {
        ListShape(table, layout: layout?.columns ?? [:], dataSet: layout?.format ?? format)
    }

    func takeWarnings() -> [String] { table.takeWarnings() }
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
            return nil
        }
        var values = record
        for (ours, theirs) in layout?.columns ?? [:] where values[ours] == nil {
            values[ours] = record[theirs]
        }
        if layout?.format == .cosimlex { return twoRows(values) }
        if let gold { values["label"] = GoldLabels.pair(try gold.label(id: values["id"] ?? "")) }
        return columns.row(values)
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
            for (index, word) in words.enumerated() {
                let scalars = Array((found?.text ?? "").unicodeScalars)
                let nearest = (found?.ranges ?? []).min {
                    distance(scalars[$0], word) < distance(scalars[$1], word)
                }
                values["range\(index + 1)"] =
                    nearest.map { WordPlace.text([$0]) } ?? "no marked word"
            }
            return ListRow { values[$0] }
        }
        waiting = rows[1]
        return rows[0]
    }

    private func distance(_ scalars: ArraySlice<Unicode.Scalar>, _ word: String) -> Int {
        editDistance(String(String.UnicodeScalarView(scalars)).lowercased(), word.lowercased())
    }
}
