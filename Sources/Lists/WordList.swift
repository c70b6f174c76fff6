import Files

/// A list of sentences with one word, read row by row: CSV, TSV, JSON, a published data set, or text with a
/// sentence on each line.
///
/// Columns: `sentence`, and optionally `id`, `word`, `occurrence`, `label`, and the word's place as `range`, as
/// `start` and `end`, or as `token`. Without any of these, the word may be marked in the sentences. Of a data set
/// with many words, only the rows of the word in the options count, where they name one; of a list of pairs, the uses
/// of that word (see `PairUses`). Where the word is a lemma, the column `lemma` says whose rows count.
package final class WordList {
    /// A row as it stands in the list.
    package struct Row: Equatable, Sendable {
        /// The row's number, from 1, the header not counted.
        package var number: Int
        package var id: String
        package var sentence: String
        /// The form of the word in this sentence, where the list gives it.
        package var word: String?
        /// The word's lemma, where the list gives it and is asked for it.
        package var lemma: String?
        /// Which of several occurrences is meant, as written.
        package var occurrence: String?
        /// The word's place, as written.
        package var range: String?
        package var label: String?
    }

    static let columns = [
        "id", "sentence", "word", "lemma", "occurrence", "range", "start", "end", "token", "label",
    ]

    private let table: (any ListTable)?
    private let lines: LineReader?
    private let uses: PairUses?
    private let layout: WordLayout?
    private let dataSet: SentenceList.Format?
    private let source: ByteSource
    private let gold: GoldLabels?
    private let options: ListOptions
    package var forms: WordForms { options.forms }
    private let sought: SoughtWord?
    private var others = OtherWords()
    /// What marks the word, once the first sentence has been seen.
    private var marks: WordMarks?
    private var isTold = false
    private var count = 0
    private var hash = ContentHash.Stream()
    /// What to call the list in messages.
    package let name: String
    /// The hash of the rows that have been read: names a list that has no name of its own.
    package var contentHash: String { hash.finish() }
    /// Columns that mean nothing, and what else is odd, as far as the list has been read.
    package private(set) var warnings: [String] = []
    private var misplaced = MisplacedRows()
    /// Rows so far whose place and word have nothing in common.
    package var misplacedCount: Int { misplaced.count }

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
        sought = options.word.map { SoughtWord($0) }
        let kind = try opened.kind(options)
        if kind == .pairs {
            guard let word = options.word else { throw Self.pairs(name) }
            let uses = try PairUses(source, opened, word: word, options: options)
            self.uses = uses
            gold = nil
            table = nil
            lines = nil
            layout = nil
            dataSet = nil
            warnings = uses.takeWarnings()
            return
        }
        uses = nil
        var labels: GoldLabels?
        if let path = options.gold { labels = try GoldLabels(path: path) }
        gold = labels
        switch opened {
        case .table(let table, let format):
            let layout = WordLayout.found(in: table.names, format)
            let required = layout?.columns["sentence"] ?? "sentence"
            if options.isLemma { try Self.checkLemma(table, options) }
            let wanted = Self.columns.filter { $0 != "lemma" || options.isLemma }
            try table.take(
                wanted.map { options.columns[$0] == nil ? layout?.columns[$0] ?? $0 : $0 },
                required: [required], isQuiet: layout != nil)
            warnings += table.takeWarnings()
            let present = Set(table.names.map(ListNames.plain))
            warnings += loneEnds([""]) { name in
                present.contains(ListNames.plain(options.columns[name] ?? name))
            }.map { "\(table.name): \($0)" }
            self.layout = layout
            dataSet = layout?.format ?? format
            self.table = table
            lines = nil
        case .wic: throw Self.pairs(name)
        case .lines(let lines):
            guard !options.isLemma else {
                throw Self.noLemma(name, "this is text with a sentence on each line")
            }
            self.lines = lines
            table = nil
            layout = nil
            dataSet = nil
        }
    }

    /// - Throws: `InputError.optionMismatch` for a table that says nothing of lemmas.
    private static func checkLemma(
        _ table: any ListTable, _ options: ListOptions
    ) throws(InputError) {
        // The words of WiC-TSV are lemmas, each with its place.
        guard options.columns["lemma"] == nil, !table.names.contains(where: isLemma),
            !(table is FieldLines && table.names.contains("word"))
        else { return }
        let problem =
            table is FieldLines
            ? "this list has no lemmas" : ListNames.missing("lemma", in: table.names)
        throw noLemma(table.name, problem)
    }

    private static func isLemma(_ name: String) -> Bool { ListNames.plain(name) == "lemma" }

    private static func noLemma(_ name: String, _ problem: String) -> InputError {
        .optionMismatch(
            name: name,
            problem:
                "--lemma goes by the column \"lemma\": \(problem); without it, --forms names the "
                + "forms to find")
    }

    private static func pairs(_ name: String) -> InputError {
        .wrongKind(
            name: name,
            problem: "this is a list of pairs, which report batch and report wic read; expected a "
                + "sentence in each row")
    }

    /// How the list is written, as far as it has been read.
    package var shape: ListShape {
        if let uses { return uses.shape }
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
        while var row = try nextOfAnyWord() {
            if let sought, let theirs = wordOfRow(row) {
                let isSought =
                    theirs.isLemma ? sought.isLemma(theirs.word) : sought.isForm(theirs.word)
                others.add(theirs.word, isSought: isSought)
                if !isSought { continue }
            }
            if options.isLemma, row.range == nil, row.word == nil,
                forms(options.word ?? "").isEmpty
            {
                row.range = WordPlace.unplaced
            }
            tellIfMisplaced(row)
            return row
        }
        try checkFound()
        warnings += misplaced.end().map { "\(name): \($0)" }
        return nil
    }

    private func nextUse(_ uses: PairUses) throws(InputError) -> Row? {
        let row = try uses.next()
        warnings += uses.takeWarnings()
        if let row {
            let texts = [row.id, row.sentence, row.word, row.occurrence, row.range]
            hash.add(texts.map { $0 ?? "" })
        }
        return row
    }

    private func nextOfAnyWord() throws(InputError) -> Row? {
        if let uses { return try nextUse(uses) }
        guard var values = try record() else {
            try gold?.finish()
            warnings += gold?.takeWarnings() ?? []
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
        func place(_ name: String) -> String? {
            optional(name).flatMap { ListNames.isNoValue($0) ? nil : $0 }
        }
        let hasBoth = values["start"] != nil && values["end"] != nil
        let id = optional("id") ?? "\(count)"
        var row = Row(
            number: count, id: id, sentence: values["sentence"] ?? "", word: optional("word"),
            lemma: optional("lemma"),
            occurrence: place("occurrence"),
            range: Lists.place(
                range: place("range"), start: hasBoth ? place("start") : nil,
                end: hasBoth ? place("end") : nil,
                token: place("token"), options.unit), label: optional("label"))
        if let gold { row.label = try gold.label(id: id) }
        if count == 1 { marks = options.marks ?? usualMarks(row) }
        if let marks, let found = marks.remove(from: row.sentence) {
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

    /// The usual marks of a first sentence, in a list that says in no other way which word is meant.
    private func usualMarks(_ row: Row) -> WordMarks? {
        let names = table.map { Set($0.meanings.values) } ?? []
        let others: Set = ["word", "occurrence", "range", "start", "end", "token"]
        guard layout == nil, names.isDisjoint(with: others) else { return nil }
        return WordMarks.found(in: row.sentence)
    }

    /// The word that a row of a list with many words is there for; `nil` where it does not matter.
    private func wordOfRow(_ row: Row) -> (word: String, isLemma: Bool)? {
        if uses != nil { return nil }
        if dataSet == .wictsv { return row.word.map { ($0, false) } }
        return options.isLemma ? (row.lemma ?? "", true) : nil
    }

    /// - Throws: where the list has many words, and none is the one that it is read for.
    private func checkFound() throws(InputError) {
        guard let sought, uses == nil, options.isLemma || dataSet == .wictsv, count > 0,
            !others.hasFound
        else { return }
        throw .wrongKind(
            name: name,
            problem: others.problem(
                sought, of: count, "row", kind: options.isLemma ? "lemma" : "word"))
    }

    private func tellIfMisplaced(_ row: Row) {
        guard let word = row.word ?? options.word, let place = row.range,
            let problem = PlaceCheck.problem(
                place, of: word, in: row.sentence, column: "range")
        else { return }
        warnings += misplaced.add(row: row.number, id: row.id, [problem])
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
