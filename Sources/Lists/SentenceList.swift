import Files

/// A list of pairs, read row by row: CSV, TSV, JSON lines, or the Word-in-Context data.
///
/// ```swift
/// var list = try SentenceList(path: "Examples/pairs.csv")
/// while let row = try list.next() { print(row.id) }
/// ```
package final class SentenceList {
    /// How a list is written.
    package enum Format: String, CaseIterable, Sendable {
        case csv, tsv, jsonl
        /// The files of the Word-in-Context data set.
        case wic
        // Other data sets, as published; the guide to lists names their sources.
        case xlwic = "xl-wic"
        case superglue
        case mclwic = "mcl-wic"
        case wicita = "wic-ita"
        case am2ico, tempowic, cosimlex
        case rawc = "raw-c"
        case rushifteval
        // Those with one sentence on each line or row.
        case coarsewsd = "coarsewsd-20"
        case wictsv = "wic-tsv"
        case dwug

        /// The format that a file's name tells; `.gz` at its end does not count.
        init?(path: String) {
            let name = path.lowercased()
            let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
            if plain.hasSuffix(".csv") {
                self = .csv
            } else if plain.hasSuffix(".tsv") || plain.hasSuffix(".tab") {
                self = .tsv
            } else if [".jsonl", ".ndjson", ".json", ".jl"].contains(where: plain.hasSuffix) {
                self = .jsonl
            } else if plain.hasSuffix(".data.txt") {
                self = .wic
            } else {
                return nil
            }
        }
    }

    private let source: ByteSource
    private let rows: any RowReader
    private let forms: WordForms
    private let joinsTokens: Bool
    private var survey = LabelSurvey()
    private var warnings: [String] = []
    private var count = 0
    private var isAtEnd = false
    /// Whether to warn of labels that say neither the same sense nor another.
    package var tellsLabels = true
    /// Whether to warn of places that have nothing in common with their words.
    var tellsPlaces = true
    private var misplaced = MisplacedRows()
    /// Rows so far whose place and word have nothing in common.
    package var misplacedCount: Int { misplaced.count }

    /// - Parameters:
    ///   - path: a file, or `-` for standard input.
    ///   - format: `nil` to go by the file's name and its first line.
    ///   - gold: the file with the labels, where they are apart.
    ///   - isCancelled: see `ByteSource`.
    /// - Throws: `InputError`.
    convenience init(
        path: String, format: Format? = nil, gold: String? = nil,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(InputError) {
        var options = ListOptions()
        options.format = format
        options.gold = gold
        try self.init(path: path, options: options, isCancelled: isCancelled)
    }

    /// - Throws: `InputError`, which is `interrupted` where `isCancelled` says so before the list has begun.
    package convenience init(
        path: String, options: ListOptions,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(InputError) {
        let source = try ByteSource(
            path: path, encoding: options.encoding, isCancelled: isCancelled)
        do throws(InputError) {
            let opened = try OpenedList(try ListHead(source), path: path, options: options)
            try self.init(source, opened, options: options, isCancelled: isCancelled)
        } catch {
            // A beginning that was broken off looks like a mistake in the list.
            throw isCancelled() ? .interrupted(name: source.name) : error
        }
        if isCancelled() { throw .interrupted(name: source.name) }
    }

    /// A list that is part of the program.
    /// - Parameter name: what to call it in messages; its ending does not count.
    package convenience init(name: String, bytes: [UInt8]) throws(InputError) {
        let source = ByteSource(name: name, bytes: bytes)
        var options = ListOptions()
        options.format = .csv
        let opened = try OpenedList(try ListHead(source), path: name, options: options)
        try self.init(source, opened, options: options)
    }

    /// - Parameter opened: the list of this source.
    init(
        _ source: ByteSource, _ opened: OpenedList, options: ListOptions,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(InputError) {
        self.source = source
        forms = options.forms
        joinsTokens = options.joinsTokens
        switch opened {
        case .wic(let reader):
            var labels: LineReader?
            if let gold = options.gold {
                labels = LineReader(try ByteSource(path: gold, isCancelled: isCancelled))
            }
            rows = WordInContextRows(reader, gold: labels)
        case .table(let table, let format)
        where WordLayout.found(in: table.names, format)?.format == .dwug:
            guard let judgments = options.gold else {
                throw .wrongKind(
                    name: source.name,
                    problem:
                        "these are the uses of a word usage graph; its judgments.csv pairs "
                        + "them: give it with --gold, or to report wic as the second file")
            }
            rows = try UsagePairRows(table, judgments: judgments, options: options)
        case .table(let table, let format):
            let layout = PairLayout.found(in: table.names, format)
            let names = Set(table.names.map(ListNames.plain))
            if layout == nil, names.contains("sentence"), !names.contains("sentence1"),
                options.columns["sentence1"] == nil
            {
                throw .wrongKind(
                    name: source.name,
                    problem: "this is a list of single sentences, which report word reads; "
                        + "expected two sentences in each row")
            }
            var gold: GoldLabels?
            if let path = options.gold {
                gold = try GoldLabels(path: path, isCancelled: isCancelled)
            }
            rows = try PairRows(table, layout: layout, options: options, gold: gold)
        case .lines:
            throw .unreadable(
                name: source.name,
                reason:
                    "its name and its first line do not show its format; use --format csv, tsv, "
                    + "jsonl or wic")
        }
    }

    /// The next row; `nil` after the last.
    /// - Throws: `InputError`; what follows it in the file cannot be read.
    package func next() throws(InputError) -> ListRow? {
        let row = try rows.next()
        warnings += rows.takeWarnings()
        guard var row else {
            if !isAtEnd, tellsLabels, let warning = survey.warning {
                warnings.append("\(name): \(warning)")
            }
            isAtEnd = true
            warnings += misplaced.end().map { "\(name): \($0)" }
            return nil
        }
        count += 1
        if joinsTokens { row.joinTokens() }
        row.take(forms)
        survey.add(row.label)
        if tellsPlaces { warnings += misplaced.add(row: count, id: row.id, row.strangePlaces) }
        return row
    }

    /// What to call the list in messages.
    package var name: String { source.name }

    /// The lemma of both words of the last row, where the list has it beside the word.
    var lemma: String? { rows.lemma }

    /// Whether it has words beside its sentences, and not between marks alone.
    var namesWords: Bool { rows.namesWords }

    /// How the list is written, as far as it has been read.
    package var shape: ListShape { rows.shape }

    /// The encoding of its bytes, and how they are packed.
    package var encoding: String { source.encoding }

    /// What the labels say, as far as the list has been read.
    package var labels: LabelSurvey { survey }

    /// How much of the file the rows so far take, from 0 to 1; `nil` where its size is not known, as for a
    /// pipe.
    package var fractionRead: Double? { rows.fractionRead }

    /// Warnings that have not been asked for yet, such as columns that mean nothing.
    package func takeWarnings() -> [String] {
        defer { warnings = [] }
        return warnings + rows.takeWarnings()
    }
}

/// One of the ways to write a list.
protocol RowReader {
    var shape: ListShape { get }
    /// The lemma of both words of the last row, where the list has it beside the word; a table of our own kind is
    /// asked for it only where `ListOptions.word` names a word.
    var lemma: String? { get }
    var namesWords: Bool { get }
    /// What is odd and has not been told.
    func takeWarnings() -> [String]
    /// How much of the list the rows so far take, where that is known.
    var fractionRead: Double? { get }
    func next() throws(InputError) -> ListRow?
}

extension RowReader {
    var namesWords: Bool { true }
}
