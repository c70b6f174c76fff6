import Files

/// A list of records, each with texts under the names of columns.
protocol ListTable: AnyObject {
    var name: String { get }
    /// The names of the first line or, where each record has its own, of the first record.
    var names: [String] { get }
    /// What separates records and fields, in words.
    var form: String { get }
    /// What those of the names that mean something are wanted as, as far as it has been read.
    var meanings: [String: String] { get }
    /// Says which names mean something. The list's own names for them may be in any case.
    /// - Parameter isQuiet: whether other names are passed over without a word, as in a known data set.
    func take(_ wanted: [String], required: [String], isQuiet: Bool) throws(InputError)
    /// The texts of the next record by our names; `nil` after the last.
    func next() throws(InputError) -> [String: String]?
    /// An error at the record that was read last, or in the header before the first.
    func fail(_ problem: String) -> InputError
    /// What is odd and has not been told.
    func takeWarnings() -> [String]
    /// How much of the file the records so far take, from 0 to 1; `nil` where its size is not known.
    var fractionRead: Double? { get }
}

/// CSV, TSV and tables like them, with a header line.
final class DelimitedTable: ListTable {
    var name: String { reader.name }
    var fractionRead: Double? { reader.fractionRead }
    private let reader: DelimitedReader
    private let given: [String: String]
    private let header: DelimitedReader.Record
    var names: [String] { header.fields }
    var form: String { reader.form }
    var meanings: [String: String] {
        Dictionary(indices.map { (names[$0.value], $0.key) }) { min($0, $1) }
    }
    private var warnings: [String] = []
    private var indices: [String: Int] = [:]
    private var place: TextPlace

    init(_ reader: DelimitedReader, given: [String: String]) throws(InputError) {
        guard let header = try reader.next(), !header.fields.allSatisfy(\.trimmedSpace.isEmpty)
        else {
            throw reader.fail(
                "the list is empty; expected a line with the names of the columns",
                at: TextPlace(line: 1, column: 1))
        }
        self.reader = reader
        self.given = given
        self.header = header
        place = header.places[0]
    }

    func take(_ wanted: [String], required: [String], isQuiet: Bool) throws(InputError) {
        do throws(ListNames.NameError) {
            indices = try ListNames.indices(of: wanted, in: names, given: given)
        } catch {
            guard let index = error.index else {
                throw fail(ListNames.missing(error.name, in: names, isOwn: false))
            }
            throw reader.fail(
                "the column \"\(error.name)\" appears twice", at: header.places[index])
        }
        for name in required where indices[name] == nil {
            throw reader.fail(ListNames.missing(name, in: names), at: header.places[0])
        }
        let used = Set(indices.values)
        // The program's own tables of failed rows have the reason behind each.
        let unknown = names.indices.filter {
            !used.contains($0) && names[$0] != ListRow.reasonColumn && !names[$0].isEmpty
        }
        guard !unknown.isEmpty, !isQuiet else { return }
        warnings.append(
            "\(name): ignoring the column\(unknown.count == 1 ? "" : "s") "
                + Format.list(unknown.prefix(20).map { "\"\(names[$0])\"" }))
    }

    func next() throws(InputError) -> [String: String]? {
        while let record = try reader.next() {
            place = record.places[0]
            // Spreadsheets write the empty rows below a table.
            if record.fields.count > 1, record.fields.allSatisfy({ $0.trimmedSpace.isEmpty }) {
                continue
            }
            if reader.delimiter == UInt8(ascii: "|"), Self.isRule(record.fields) { continue }
            let count = names.count
            guard record.fields.count == count else {
                throw reader.fail(
                    "expected \(count) fields as in the first line, found \(record.fields.count)",
                    at: record.places[min(count, record.places.count - 1)])
            }
            return indices.mapValues { record.fields[$0] }
        }
        return nil
    }

    /// Whether a row is the line below the header of a Markdown table, such as `|:---|---|`.
    private static func isRule(_ fields: [String]) -> Bool {
        let texts = fields.map(\.trimmedSpace).filter { !$0.isEmpty }
        return !texts.isEmpty && texts.allSatisfy { $0.wholeMatch(of: /:?-+:?/) != nil }
    }

    func fail(_ problem: String) -> InputError { reader.fail(problem, at: place) }

    func takeWarnings() -> [String] {
        defer { warnings = [] }
        return warnings + reader.takeWarnings()
    }
}
