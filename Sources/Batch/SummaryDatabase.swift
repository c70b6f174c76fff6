import Files

/// The table of all pairs as a SQLite database: `pairs` with the columns of `summary.csv` and the row's number in the
/// list, and `columns`, which says what they hold.
struct SummaryDatabase {
    static let name = "summary.sqlite"

    private let file: SQLiteFile
    /// Those of `summary.csv`.
    private let columns: [IndexColumn]

    /// - Throws: `SQLiteError`, `OutputError`.
    init(_ columns: [IndexColumn], in renewal: FolderRenewal) throws {
        self.columns = columns
        file = try renewal.beginDatabase(Self.name)
        let described =
            [(number, "number of the pair's row in the list, from 1")]
            + columns.map { (Self.column($0), DataPackage.meaning(of: $0)) }
        try file.begin(
            "columns",
            [
                SQLiteFile.Column("name", .text), SQLiteFile.Column("type", .text),
                SQLiteFile.Column("description", .text),
            ])
        for (column, meaning) in described {
            try file.append([
                .text(column.name), .text(column.kind.rawValue), .text(meaning),
            ])
        }
        try file.begin("pairs", described.map(\.0))
    }

    private let number = SQLiteFile.Column("number", .integer)

    private static func column(_ column: IndexColumn) -> SQLiteFile.Column {
        SQLiteFile.Column(column.csvName ?? "", column.decimals == nil ? .text : .real)
    }

    /// Adds a pair that is done.
    func append(_ entry: JournalEntry) throws {
        try file.append([.integer(entry.number)] + columns.map { $0.value(entry) })
    }

    func finish(in renewal: FolderRenewal) throws {
        try file.finish()
        try renewal.addDatabase(Self.name)
    }
}
