/// A list of sentences with one word, read row by row: CSV, TSV, JSON lines, or text with a sentence on
/// each line.
///
/// Columns: `sentence`, and optionally `id`, `word`, `occurrence` and `label`.
public final class WordList {
    /// A row as it stands in the list.
    public struct Row: Equatable, Sendable {
        /// The row's number, from 1, the header not counted.
        public var number: Int
        public var id: String
        public var sentence: String
        /// The form of the word in this sentence, where the list gives it.
        public var word: String?
        /// Which of several occurrences is meant, as written.
        public var occurrence: String?
        public var label: String?
    }

    private static let columns = ["id", "sentence", "word", "occurrence", "label"]

    private let readRow: () throws(InputError) -> [String: String]?
    private let readWarnings: () -> [String]
    private var count = 0
    private var hash = ContentHash.Stream()
    /// What to call the list in messages.
    public let name: String
    /// The hash of the rows that have been read: names a list that has no name of its own.
    public var contentHash: String { hash.finish() }
    /// Columns that mean nothing, as far as the list has been read.
    public var warnings: [String] { readWarnings() }

    /// - Parameters:
    ///   - path: a file, or `-` for standard input; the ending `.csv`, `.tsv` or `.jsonl` tells the
    ///     format, any other name is text. Gzip is unpacked.
    /// - Throws: `InputError`.
    public init(path: String) throws(InputError) {
        let source = try ByteSource(path: path)
        name = source.name
        switch SentenceList.Format(path: path) {
        case .csv?:
            (readRow, readWarnings) = try Self.delimited(DelimitedReader(source, delimiter: ","))
        case .tsv?:
            (readRow, readWarnings) = try Self.delimited(DelimitedReader(source, delimiter: "\t"))
        case .jsonl?:
            let objects = JSONObjects(
                LineReader(source), columns: Self.columns, required: ["sentence"])
            readRow = { () throws(InputError) in try objects.next() }
            readWarnings = { objects.warnings }
        case .wic?, nil:
            (readRow, readWarnings) = (Self.lines(LineReader(source)), { [] })
        }
    }

    /// The next row; `nil` after the last.
    /// - Throws: `InputError`; what follows it in the file cannot be read.
    public func next() throws(InputError) -> Row? {
        guard let values = try readRow() else { return nil }
        count += 1
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            hash.add(Array("\(key)\0\(value)\0".utf8))
        }
        func optional(_ name: String) -> String? {
            values[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        return Row(
            number: count, id: optional("id") ?? "\(count)", sentence: values["sentence"] ?? "",
            word: optional("word"), occurrence: optional("occurrence"), label: optional("label"))
    }

    private typealias Reader = () throws(InputError) -> [String: String]?

    private static func lines(_ reader: LineReader) -> Reader {
        { () throws(InputError) in
            while let line = try reader.next() {
                guard !isBlank(line) else { continue }
                return ["sentence": try text(line, reader)]
            }
            return nil
        }
    }

    private static func delimited(
        _ reader: DelimitedReader
    ) throws(InputError) -> (Reader, () -> [String]) {
        guard let header = try reader.next() else {
            throw reader.fail(
                "the list is empty; expected a line with the names of the columns",
                at: TextPlace(line: 1, column: 1))
        }
        let names = header.fields
        guard names.contains("sentence") else {
            let found = names.prefix(20).map { "\"\($0)\"" }.joined(separator: ", ")
            throw reader.fail(
                "there is no column \"sentence\"; the first line names \(found)",
                at: header.places[0])
        }
        for (index, name) in names.enumerated()
        where columns.contains(name) && names.firstIndex(of: name) != index {
            throw reader.fail("the column \"\(name)\" is there twice", at: header.places[index])
        }
        let unknown = names.filter { !columns.contains($0) }.prefix(20).map { "\"\($0)\"" }
        let read: Reader = { () throws(InputError) in
            guard let record = try reader.next() else { return nil }
            guard record.fields.count == names.count else {
                throw reader.fail(
                    "expected \(names.count) fields as in the first line, found "
                        + "\(record.fields.count)",
                    at: record.places[min(names.count, record.places.count - 1)])
            }
            return Dictionary(zip(names, record.fields)) { first, _ in first }
        }
        let warnings =
            unknown.isEmpty
            ? []
            : [
                "\(reader.name): ignoring the column\(unknown.count == 1 ? "" : "s") "
                    + Format.list(unknown)
            ]
        return (read, { warnings })
    }

    private static func isBlank(_ line: [UInt8]) -> Bool {
        line.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }

    private static func text(_ line: [UInt8], _ reader: LineReader) throws(InputError) -> String {
        try UTF8Text.string(
            line, at: TextPlace(line: reader.lineNumber, column: 1), name: reader.name)
    }
}
