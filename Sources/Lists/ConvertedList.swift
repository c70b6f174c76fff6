import Files

/// A list written as the program's own kind of CSV: its columns in their order, places in characters.
package final class ConvertedList {
    private let file: GrowingFile
    private var table: CSV?
    private var failure: (any Error)?

    /// - Parameter file: who made it commits or discards it.
    package init(_ file: GrowingFile) { self.file = file }

    package func add(_ row: ListRow) {
        var row = row
        row.range1 = Self.plain(row.range1, in: row.sentence1)
        row.range2 = Self.plain(row.range2, in: row.sentence2)
        append(row.values, header: ListRow.columns)
    }

    package func add(_ row: WordList.Row) {
        append(
            [
                row.id, row.word ?? "", row.sentence, row.occurrence ?? "",
                Self.plain(row.range, in: row.sentence) ?? "", row.label ?? "",
            ], header: ["id", "word", "sentence", "occurrence", "range", "label"])
    }

    /// - Throws: `OutputError` of any of the rows.
    package func finish() throws {
        if let failure { throw failure }
        if let table { try file.append(table.bytes) }
    }

    private func append(_ fields: [String], header: [String]) {
        guard failure == nil else { return }
        var table = self.table ?? CSV(header: header)
        table.append(fields)
        do {
            try file.append(table.takeBytes())
        } catch { failure = error }
        self.table = table
    }

    /// The place in characters; as it stands where it cannot be read, which is told beside the row.
    private static func plain(_ place: String?, in sentence: String) -> String? {
        guard let place else { return nil }
        guard let ranges = try? WordPlace.ranges(place, in: sentence, column: "range") else {
            return place
        }
        return WordPlace.text(ranges)
    }
}
