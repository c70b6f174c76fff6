import Files

/// A list of sentences with one word, read row by row: CSV, TSV, JSON, a published data set, or text with a
/// sentence on each line.
///
/// Columns: `sentence`, and optionally `id`, `word`, `occurrence`, `label`, and the word's place as `range`, as
/// `start` and `end`, or as `token`.
package final class WordList {
    /// A row as it stands in the list.
    package struct Row: Equatable, Sendable {
        /// The row's number, from 1, the header not counted.
        package var number: Int
        package var id: String
        package var sentence: String
        /// The form of the word in this sentence, where the list gives it.
        package var word: String?
        /// Which of several occurrences is meant, as written.
        package var occurrence: String?
        /// The word's place, as written.
        package var range: String?
        package var label: String?
    }

    static let columns = [
        "id", "sentence", "word", "occurrence", "range", "start", "end", "token", "label",
    ]

    private let table: (any ListTable)?
    private let lines: LineReader?
    private let layout: WordLayout?
    private let dataSet: SentenceList.Format?
    private let source: ByteSource
    private let gold: GoldLabels?
    private let options: ListOptions
    package var forms: WordForms { options.forms }
    private var isTold = false
    private var count = 0
    private var hash = ContentHash.Stream()
    /// What to call the list in messages.
    package let name: String
    /// The hash of the rows that have been read: names a list that has no name of its own.
    package var contentHash: String { hash.finish() }
    /// Columns that mean nothing, and what else is odd, as far as the list has been read.
    package private(set) var warnings: [String] = []

    /// - Parameters:
    ///   - path: a file, or `-` for standard input; its ending and its first line tell the format, and what is
    ///     neither a table nor JSON is text. Gzip is unpacked.
    /// - Throws: `InputError`.
    package convenience init(
        path: String, options: ListOptions = ListOptions()
    ) throws(InputError) {
        let source = try ByteSource(path: path, encoding: options.encoding)
        let opened = try OpenedList(try ListHead(source), path: path, options: options)
        try self.init(source, opened, options: options)
    }

    /// - Parameter opened: the list of this source.
    init(_ source: ByteSource, _ opened: OpenedList, options: ListOptions) throws(InputError) {
        self.options = options
        self.source = source
        name = source.name
        var labels: GoldLabels?
        if let path = options.gold { labels = try GoldLabels(path: path) }
        gold = labels
        switch opened {
        case .table(let table, let format):
            let layout = WordLayout.found(in: table.names, format)
            let required = layout?.columns["sentence"] ?? "sentence"
            try table.take(
                Self.columns.map { options.columns[$0] == nil ? layout?.columns[$0] ?? $0 : $0 },
                required: [required], isQuiet: layout != nil)
            warnings += table.takeWarnings()
            self.layout = layout
            dataSet = layout?.format ?? format
            self.table = table
            lines = nil
        case .wic(let lines), .lines(let lines):
            self.lines = lines
            table = nil
            layout = nil
            dataSet = nil
        }
    }

    /// How the list is written, as far as it has been read.
    package var shape: ListShape {
        guard let table else {
            return ListShape(
                form: "text with a sentence on each line",
                columns: [.init(name: "line", meaning: "sentence")])
        }
        return ListShape(table, layout: layout?.columns ?? [:], dataSet: dataSet)
    }

    /// The encoding of its bytes, and how they are packed.
    package var encoding: String { source.encoding }

    /// The next row; `nil` after the last.
    /// - Throws: `InputError`; what follows it in the file cannot be read.
    package func next() throws(InputError) -> Row? {
        guard var values = try record() else {
            try gold?.finish()
            return nil
        }
        for (ours, theirs) in layout?.columns ?? [:] where values[ours] == nil {
            values[ours] = values[theirs]
        }
        count += 1
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            hash.add(Array("\(key)\0\(value)\0".utf8))
        }
        func optional(_ name: String) -> String? {
            values[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        let id = optional("id") ?? "\(count)"
        var row = Row(
            number: count, id: id, sentence: values["sentence"] ?? "", word: optional("word"),
            occurrence: optional("occurrence"),
            range: place(
                range: optional("range"), start: optional("start"), end: optional("end"),
                token: optional("token"), options.unit), label: optional("label"))
        if let gold { row.label = try gold.label(id: id) }
        if let marks = options.marks, let found = marks.remove(from: row.sentence) {
            row.sentence = found.text
            row.range = WordPlace.text(found.ranges)
        }
        // A use that belongs to no group of its graph.
        if dataSet == .dwug, row.label == "-1" { row.label = nil }
        if options.joinsTokens {
            (row.sentence, row.range) = ListRow.joined(row.sentence, row.range)
            row.word = row.word.map { Detokenizer($0).text }
        }
        return row
    }

    private func record() throws(InputError) -> [String: String]? {
        if let table {
            let record = try table.next()
            warnings += table.takeWarnings()
            return record
        }
        while let lines, let line = try lines.next() {
            guard !Self.isBlank(line) else { continue }
            if !isTold, line.contains(UInt8(ascii: "\t")) {
                isTold = true
                warnings.append(
                    "\(name), line \(lines.lineNumber): the tabs are read as parts of the sentence; "
                        + "in a table, the first line names the columns, one of them \"sentence\"")
            }
            return ["sentence": try Self.text(line, lines)]
        }
        return nil
    }

    private static func isBlank(_ line: [UInt8]) -> Bool {
        line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    private static func text(_ line: [UInt8], _ reader: LineReader) throws(InputError) -> String {
        try UTF8Text.string(
            line, at: TextPlace(line: reader.lineNumber, column: 1), name: reader.name)
    }
}
