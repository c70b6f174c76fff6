/// A list of pairs, read row by row: CSV, TSV, JSON lines, or the Word-in-Context data.
///
/// ```swift
/// var list = try SentenceList(path: "Examples/pairs.csv")
/// while let row = try list.next() { print(row.id) }
/// ```
public final class SentenceList {
    /// How a list is written.
    public enum Format: String, CaseIterable, Sendable {
        case csv, tsv, jsonl
        /// The files of the Word-in-Context data set.
        case wic

        /// The format that a file's name tells; `.gz` at its end does not count.
        public init?(path: String) {
            let name = path.lowercased()
            let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
            if plain.hasSuffix(".csv") {
                self = .csv
            } else if plain.hasSuffix(".tsv") || plain.hasSuffix(".tab") {
                self = .tsv
            } else if plain.hasSuffix(".jsonl") || plain.hasSuffix(".ndjson") {
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
    private var warningsTold = 0

    /// - Parameters:
    ///   - path: a file, or `-` for standard input.
    ///   - format: `nil` to go by the file's name.
    ///   - gold: the file with the labels of Word-in-Context data.
    ///   - isCancelled: see `ByteSource`.
    /// - Throws: `InputError`.
    public init(
        path: String, format: Format? = nil, gold: String? = nil,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) throws(InputError) {
        guard let format = format ?? Format(path: path) else {
            throw .unreadable(
                name: path == "-" ? "standard input" : path,
                reason: "its name does not tell its format; say --format csv, tsv, jsonl or wic")
        }
        if gold != nil, format != .wic {
            throw .unreadable(
                name: path, reason: "labels in a file of their own belong to the format wic")
        }
        source = try ByteSource(path: path, isCancelled: isCancelled)
        switch format {
        case .csv: rows = try DelimitedRows(DelimitedReader(source, delimiter: ","))
        case .tsv: rows = try DelimitedRows(DelimitedReader(source, delimiter: "\t"))
        case .jsonl: rows = JSONRows(LineReader(source))
        case .wic:
            var labels: LineReader?
            if let gold { labels = LineReader(try ByteSource(path: gold)) }
            rows = WordInContextRows(LineReader(source), gold: labels)
        }
    }

    /// The next row; `nil` after the last.
    /// - Throws: `InputError`; what follows it in the file cannot be read.
    public func next() throws(InputError) -> ListRow? { try rows.next() }

    /// What to call the list in messages.
    public var name: String { source.name }

    /// How much of the file the rows so far take, from 0 to 1; `nil` where its size is not known, as for a
    /// pipe.
    public var fractionRead: Double? { rows.fractionRead }

    /// Warnings that have not been asked for yet, such as columns that mean nothing.
    public func takeWarnings() -> [String] {
        defer { warningsTold = rows.warnings.count }
        return Array(rows.warnings[warningsTold...])
    }
}

/// One of the ways to write a list.
protocol RowReader {
    var warnings: [String] { get }
    /// How much of the list the rows so far take, where that is known.
    var fractionRead: Double? { get }
    func next() throws(InputError) -> ListRow?
}
