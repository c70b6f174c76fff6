import Files

/// Labels in a file of their own: one on each line in the order of the list, or with the ids that they belong to.
///
/// Labels with ids are held in memory.
final class GoldLabels {
    private var lines: LineReader?
    private var byID: [String: String] = [:]
    private let name: String
    private var rows = 0
    /// How many rows have no label by their ids, and the first of them.
    private var missing: (count: Int, first: String)?

    /// - Throws: `InputError`.
    init(
        path: String, encoding: TextEncoding? = nil,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(InputError) {
        let head = try ListHead(
            try ByteSource(path: path, encoding: encoding, isCancelled: isCancelled))
        name = head.source.name
        let first = head.line.trimmedSpace.first
        if first == "[" || first == "{" {
            let objects: any JSONObjectReader =
                first == "["
                ? JSONArray(head.source, head: head.bytes)
                : JSONLines(LineReader(head.source, head: head.bytes))
            try take(JSONTable(objects, given: [:]))
            return
        }
        let delimiter = head.delimiter(usual: "\t")
        let fields = head.line.split(separator: Character(delimiter)).map {
            ListNames.plain(String($0))
        }
        if !Self.ids.isDisjoint(with: fields), !Self.labels.isDisjoint(with: fields) {
            let reader = DelimitedReader(
                head.source, delimiter: delimiter, hasQuotes: delimiter != "\t", head: head.bytes)
            try take(DelimitedTable(reader, given: [:]))
        } else if fields.count == 2 {
            let lines = LineReader(head.source, head: head.bytes)
            try take(FieldLines(lines, names: ["id", "label"], fewest: 2))
        } else {
            let lines = LineReader(head.source, head: head.bytes)
            // A column of labels that was exported with its name.
            if Self.labels.contains(ListNames.plain(head.line)) { _ = try lines.next() }
            self.lines = lines
        }
    }

    private static let ids: Set = ["id", "identifier"]
    private static let labels: Set = ["label", "tag", "cluster", "gold"]

    private func take(_ table: any ListTable) throws(InputError) {
        let names = Self.ids.union(Self.labels)
        try table.take(names.sorted(), required: [], isQuiet: true)
        while let record = try table.next() {
            guard let id = Self.ids.sorted().compactMap({ record[$0] }).first,
                let label = Self.labels.sorted().compactMap({ record[$0] }).first
            else {
                throw table.fail("expected an id and a label (\"tag\", \"label\" or \"cluster\")")
            }
            if let other = byID.updateValue(label, forKey: id), other != label {
                throw table.fail(
                    "\"\(id)\" has the label \"\(other)\" before, and \"\(label)\" here")
            }
        }
    }

    /// The label of the next row.
    /// - Returns: `nil` where the file has none for this id.
    /// - Throws: `InputError` where the lines are used up.
    func label(id: String) throws(InputError) -> String? {
        rows += 1
        guard let lines else {
            guard let label = byID[id] else {
                missing = ((missing?.count ?? 0) + 1, missing?.first ?? id)
                return nil
            }
            return label
        }
        guard let line = try lines.next() else {
            throw .badLine(
                name: name, line: lines.lineNumber + 1, problem: "there are fewer labels than rows")
        }
        let place = TextPlace(line: lines.lineNumber, column: 1)
        return try UTF8Text.string(line, at: place, name: name).trimmedSpace
    }

    /// What is odd at the end of the list, once.
    func takeWarnings() -> [String] {
        guard let found = missing else { return [] }
        missing = nil
        let count = found.count == rows ? "any of the rows" : "\(found.count) of \(rows) rows"
        return ["\(name): there is no label for \(count), such as \"\(found.first)\""]
    }

    /// Says that the list has ended.
    func finish() throws(InputError) {
        guard let lines, let line = try lines.next(), !line.isEmpty else { return }
        throw .badLine(
            name: name, line: lines.lineNumber,
            problem: "there are more labels than rows (\(rows))")
    }

    /// A label of a pair as the program writes it.
    static func pair(_ label: String?) -> String? {
        switch PairLabel(label) {
        case .same?: "same"
        case .different?: "different"
        default: label
        }
    }
}
