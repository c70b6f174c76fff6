import Foundation

/// What the columns of a report's tables hold and of which type they are: `datapackage.json`, by which readers know
/// that an id such as 007 is a text.
///
/// The layout is that of a Frictionless tabular data package, version 1 (https://specs.frictionlessdata.io).
package struct DataPackage: Encodable, Sendable {
    package static let fileName = "datapackage.json"
    /// What pages say of the file.
    package static let note = "what each column of the tables holds, and its type"

    /// A column of a table.
    package struct Column: Encodable, Sendable {
        package enum Kind: String, Encodable, Sendable {
            case text = "string"
            case number, integer
        }

        package var name: String
        package var kind: Kind
        /// In one line, with the unit or the range of numbers.
        package var meaning: String

        package init(_ name: String, _ kind: Kind, _ meaning: String) {
            self.name = name
            self.kind = kind
            self.meaning = meaning
        }

        /// A column of text.
        package init(_ name: String, _ meaning: String) { self.init(name, .text, meaning) }

        private enum CodingKeys: String, CodingKey {
            case name
            case kind = "type"
            case meaning = "description"
        }
    }

    /// A table as `CSV` writes it.
    package struct Table: Sendable {
        /// Relative to the description; its name without the ending is the table's.
        package var path: String
        package var title: String
        package var isTabbed: Bool
        package var columns: [Column]
        /// The columns whose values no two rows share; empty where there are none.
        package var key: [String]

        package init(
            _ path: String, _ title: String, isTabbed: Bool = false, _ columns: [Column],
            key: [String] = []
        ) {
            self.path = path
            self.title = title
            self.isTabbed = isTabbed
            self.columns = columns
            self.key = key
        }

        /// The table with its first line.
        package func begun() -> CSV {
            CSV(header: columns.map(\.name), delimiter: isTabbed ? "\t" : ",")
        }
    }

    private let profile = "tabular-data-package"
    private let name: String
    private let resources: [Table]

    /// - Parameter name: in lower case, with hyphens.
    package init(name: String, _ tables: [Table]) {
        self.name = name
        resources = tables
    }

    /// With sorted keys and a final newline: equal tables give equal bytes.
    package func file() throws -> OutputFile {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return OutputFile(
            path: Self.fileName, bytes: Array(try encoder.encode(self)) + [UInt8(ascii: "\n")])
    }
}

extension DataPackage.Table: Encodable {
    private enum Key: String, CodingKey {
        case name, path, title, profile, format, mediatype, encoding, compression, dialect, schema
    }

    private struct Dialect: Encodable {
        var delimiter: String
        var lineTerminator = "\r\n"
        var quoteChar = "\""
        var doubleQuote = true
        var header = true
    }

    private struct Schema: Encodable {
        var fields: [DataPackage.Column]
        var missingValues = [""]
        /// `nil` where values of each column may repeat.
        var primaryKey: [String]?
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        let name = path.prefix { $0 != "." }
        try values.encode(name.lowercased(), forKey: .name)
        try values.encode(path, forKey: .path)
        try values.encode(title, forKey: .title)
        try values.encode("tabular-data-resource", forKey: .profile)
        try values.encode(isTabbed ? "tsv" : "csv", forKey: .format)
        try values.encode(isTabbed ? "text/tab-separated-values" : "text/csv", forKey: .mediatype)
        try values.encode("utf-8", forKey: .encoding)
        if path.hasSuffix(".gz") { try values.encode("gz", forKey: .compression) }
        try values.encode(Dialect(delimiter: isTabbed ? "\t" : ","), forKey: .dialect)
        try values.encode(
            Schema(fields: columns, primaryKey: key.isEmpty ? nil : key), forKey: .schema)
    }
}
