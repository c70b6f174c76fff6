import Files
import Foundation
import Lists

/// What the columns of a batch's tables hold and of which type they are: `datapackage.json`, by which readers know that an
/// id such as 007 is a text.
///
/// The layout is that of a Frictionless tabular data package, version 1 (https://specs.frictionlessdata.io).
struct TablesDescription: Encodable {
    static let fileName = "datapackage.json"

    private struct Resource: Encodable {
        var name: String
        var path: String
        var title: String
        var delimiter: String
        var fields: [Field]
        /// `nil` where values of each column may repeat.
        var primaryKey: [String]?

        private enum Key: String, CodingKey {
            case name, path, title, profile, format, mediatype, encoding, dialect, schema
        }

        private struct Dialect: Encodable {
            var delimiter: String
            var lineTerminator = "\r\n"
            var quoteChar = "\""
            var doubleQuote = true
            var header = true
        }

        private struct Schema: Encodable {
            var fields: [Field]
            var missingValues = [""]
            var primaryKey: [String]?
        }

        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: Key.self)
            let isCSV = delimiter == ","
            try values.encode(name, forKey: .name)
            try values.encode(path, forKey: .path)
            try values.encode(title, forKey: .title)
            try values.encode("tabular-data-resource", forKey: .profile)
            try values.encode(isCSV ? "csv" : "tsv", forKey: .format)
            try values.encode(
                isCSV ? "text/csv" : "text/tab-separated-values", forKey: .mediatype)
            try values.encode("utf-8", forKey: .encoding)
            try values.encode(Dialect(delimiter: delimiter), forKey: .dialect)
            try values.encode(Schema(fields: fields, primaryKey: primaryKey), forKey: .schema)
        }
    }

    private struct Field: Encodable {
        var name: String
        var type = "string"
        var description: String
    }

    private let profile = "tabular-data-package"
    private let name = "attention-report-batch"
    private let resources: [Resource]

    /// - Parameter columns: those of `summary.csv`.
    init(columns: [IndexColumn]) {
        resources = [
            Resource(
                name: "summary", path: "summary.csv", title: "A row for each pair that is done",
                delimiter: ",",
                fields: columns.compactMap { column in
                    column.csvName.map {
                        Field(
                            name: $0, type: column.decimals == nil ? "string" : "number",
                            description: Self.texts[$0] ?? column.meaning ?? Self.similarity($0))
                    }
                }, primaryKey: ["id"]),
            Resource(
                name: "failed", path: "failed.tsv",
                title: "A row for each pair that failed, as a list that can be run again",
                delimiter: "\t",
                fields: (ListRow.columns + [ListRow.reasonColumn]).map {
                    Field(name: $0, description: Self.texts[$0] ?? "")
                }),
        ]
    }

    /// With sorted keys and a final newline: equal batches give equal bytes.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return try [UInt8](encoder.encode(self)) + [UInt8(ascii: "\n")]
    }

    private static func similarity(_ layer: String) -> String {
        let place =
            layer == "emb" ? "the embeddings" : "the output of layer \(layer.dropFirst()), from 0"
        return "cosine similarity of the word's vectors in both sentences, from -1 to 1: \(place)"
    }

    private static let texts = [
        "id": "name of the pair",
        "word": "the word in the first sentence",
        "word2": "the word in the second sentence; in failed.tsv empty where it is the same",
        "sentence1": "the first sentence", "sentence2": "the second sentence",
        "occurrence1": "which occurrence of the word is meant in the first sentence, from 1",
        "occurrence2": "which one is meant in the second sentence",
        "range1":
            "place of the word in the first sentence: start and end in Unicode code points, from 0, "
            + "the end not included",
        "range2": "place of the word in the second sentence",
        "label": "what the list says of the pair, as written there",
        "page": "the pair's page, relative to this folder",
        "reason": "why the pair failed",
    ]
}
