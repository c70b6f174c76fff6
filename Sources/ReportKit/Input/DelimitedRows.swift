/// The rows of a CSV or TSV file with a header line.
final class DelimitedRows: RowReader {
    private let reader: DelimitedReader
    private let names: [String]
    private let indices: [String: Int]
    let warnings: [String]

    /// Reads the header.
    /// - Throws: `InputError` where a column is missing or there twice.
    init(_ reader: DelimitedReader) throws(InputError) {
        self.reader = reader
        guard let header = try reader.next() else {
            throw reader.fail(
                "the list is empty; expected a line with the names of the columns",
                at: TextPlace(line: 1, column: 1))
        }
        var indices: [String: Int] = [:]
        var unknown: [String] = []
        for (index, name) in header.fields.enumerated() {
            guard ListRow.columns.contains(name) else {
                // The program's own tables of failed rows have the reason behind each.
                if name != ListRow.reasonColumn { unknown.append("\"\(name)\"") }
                continue
            }
            guard indices.updateValue(index, forKey: name) == nil else {
                throw reader.fail(
                    "the column \"\(name)\" is there twice", at: header.places[index])
            }
        }
        for name in ListRow.requiredColumns where indices[name] == nil {
            let found = header.fields.prefix(20).map { "\"\($0)\"" }.joined(separator: ", ")
            throw reader.fail(
                "there is no column \"\(name)\"; the first line names \(found)",
                at: header.places[0])
        }
        self.indices = indices
        names = header.fields
        warnings =
            unknown.isEmpty
            ? []
            : [
                "\(reader.name): ignoring the column\(unknown.count == 1 ? "" : "s") "
                    + Format.list(Array(unknown.prefix(20)))
            ]
    }

    var fractionRead: Double? { reader.fractionRead }

    func next() throws(InputError) -> ListRow? {
        guard let record = try reader.next() else { return nil }
        guard record.fields.count == names.count else {
            let place = record.places[min(names.count, record.places.count - 1)]
            throw reader.fail(
                "expected \(names.count) fields as in the first line, found "
                    + "\(record.fields.count)", at: place)
        }
        return ListRow { column in indices[column].map { record.fields[$0] } }
    }
}
