import Files

/// Pairs of uses that people have judged: the files `uses.csv` and `judgments.csv` of a word usage graph (DURel and
/// DWUG, Schlechtweg and others 2018 and 2021).
///
/// There is a row for each two uses, in the order of their first judgment. Its label is the median of the judgments,
/// from 1 (unrelated) to 4 (identical); a 0 decides nothing and does not count. Both files are held in memory.
final class UsagePairRows: RowReader {
    let shape: ListShape
    var fractionRead: Double? { rows.isEmpty ? nil : Double(position) / Double(rows.count) }
    private var rows: [ListRow] = []
    private var lemmas: [String?] = []
    private var position = 0
    private var warnings: [String] = []

    private typealias Use = (sentence: String, range: String, word: String, lemma: String?)

    var lemma: String? { position > 0 ? lemmas[position - 1] : nil }

    /// Whether a file holds judgments of pairs, and not labels of single uses.
    static func areJudgments(_ path: String) throws(InputError) -> Bool {
        let head = try ListHead(try ByteSource(path: path))
        return head.line.contains("identifier1") && head.line.contains("judgment")
    }

    /// - Parameters:
    ///   - table: the uses.
    ///   - path: the judgments.
    /// - Throws: `InputError`.
    init(_ table: any ListTable, judgments path: String, options: ListOptions) throws(InputError) {
        let columns = ["identifier", "lemma", "context", "indexes_target_token"]
        try table.take(columns, required: ["identifier", "context"], isQuiet: true)
        shape = ListShape(
            form: "\(table.form), and judgments of pairs", dataSet: .dwug,
            columns: columns.map { .init(name: $0, meaning: Self.meanings[$0] ?? nil) })
        var uses: [String: Use] = [:]
        while let record = try table.next() {
            guard let id = record["identifier"], let sentence = record["context"] else { continue }
            let range = (record["indexes_target_token"] ?? "").replacing(":", with: "-")
            let form = WordPlace.words(at: range, in: sentence) ?? record["lemma"] ?? ""
            uses[id] = (sentence, range, form, record["lemma"])
        }
        try readJudgments(path, of: uses)
        warnings += table.takeWarnings()
    }

    private static let meanings = [
        "identifier": "id", "context": "sentence", "indexes_target_token": "range",
    ]

    func next() throws(InputError) -> ListRow? {
        guard position < rows.count else { return nil }
        defer { position += 1 }
        return rows[position]
    }

    func takeWarnings() -> [String] {
        defer { warnings = [] }
        return warnings
    }

    private func readJudgments(_ path: String, of uses: [String: Use]) throws(InputError) {
        let head = try ListHead(try ByteSource(path: path))
        let delimiter = head.delimiter(usual: "\t")
        let table = try DelimitedTable(
            DelimitedReader(
                head.source, delimiter: delimiter, hasQuotes: delimiter != "\t", head: head.bytes),
            given: [:])
        let columns = ["identifier1", "identifier2", "judgment"]
        try table.take(columns, required: columns, isQuiet: true)
        var order: [[String]] = []
        var judgments: [[String]: [Double]] = [:]
        var strangers: Set<String> = []
        while let record = try table.next() {
            let ids = [record["identifier1"] ?? "", record["identifier2"] ?? ""].sorted()
            let text = record["judgment"] ?? ""
            guard let judgment = PairLabel.number(text), judgment.isFinite else {
                throw table.fail("judgment: expected a number such as 1 to 4, found \"\(text)\"")
            }
            let unknown = ids.filter { uses[$0] == nil }
            strangers.formUnion(unknown)
            guard unknown.isEmpty, judgment > 0 else { continue }
            if judgments[ids] == nil { order.append(ids) }
            judgments[ids, default: []].append(judgment)
        }
        for ids in order {
            guard let first = uses[ids[0]], let second = uses[ids[1]] else { continue }
            let values = [
                "id": ids.joined(separator: "_"), "word": first.word,
                "word2": first.word == second.word ? "" : second.word,
                "sentence1": first.sentence, "sentence2": second.sentence, "range1": first.range,
                "range2": second.range, "label": Self.median(judgments[ids] ?? []),
            ]
            rows.append(ListRow { values[$0] })
            lemmas.append(first.lemma)
        }
        if let first = strangers.min() {
            warnings.append(
                "\(table.name): \(strangers.count) of the uses that it names are not in the list, such as "
                    + "\"\(first)\"; their judgments do not count")
        }
    }

    private static func median(_ values: [Double]) -> String {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        let median =
            sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        return Int(exactly: median).map { "\($0)" } ?? "\(median)"
    }
}
