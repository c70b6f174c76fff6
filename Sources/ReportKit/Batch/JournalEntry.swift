import Foundation

/// What all pairs of a batch have in common: the first line of its journal.
struct BatchHeader: Codable, Equatable, Sendable {
    static let schema = "attention-report/batch/1"

    var schema = Self.schema
    var version: String
    var model: PairAnalysis.Model
    var options: PairOptions
    var figures: String
    var formats: [String]
    var date: String?

    /// Names the layers as the columns of the tables do: `emb`, `L0`, …
    var layers: [String] {
        ["emb"] + (0..<model.layers).map(PairAnalysis.layerName)
    }

    /// A hash of everything that decides what a pair's folder holds, but for the pair.
    func fingerprint() throws -> String {
        ContentHash.hex(of: try JournalLine.encode(JournalLine(batch: self)))
    }
}

/// A row that has been dealt with.
struct JournalEntry: Codable, Equatable, Sendable {
    /// The row's number in the list, from 1.
    var number: Int
    var row: ListRow
    /// A hash of the row, the options, the model and the version.
    var key: String
    /// Why the row failed; `nil` for one that is done, which has all of what follows.
    var reason: String?
    /// The pair's folder.
    var folder: String?
    /// The word's similarity at every layer.
    var cosine: [Float]?
    /// Where the word stands in each sentence, in Unicode scalars: start and end.
    var marks: [[Int]]?
    /// The folder's files and the beginnings of their SHA-256.
    var files: [String: String]?
    /// What the user should know although the pair is done.
    var warnings: [String]?
    /// Whether the last complete run did not find the row in the list.
    var isOrphan: Bool?
}

/// One line of the journal: exactly one of its parts.
struct JournalLine: Codable, Sendable {
    var batch: BatchHeader?
    var pair: JournalEntry?
    /// A folder that is about to be replaced: what the lines above say of it no longer holds.
    var drop: String?

    /// The line with its line break. Equal lines give equal bytes.
    static func encode(_ line: JournalLine) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try [UInt8](encoder.encode(line)) + [UInt8(ascii: "\n")]
    }

    /// - Returns: `nil` for a line that is damaged.
    static func decode(_ bytes: [UInt8]) -> JournalLine? {
        try? JSONDecoder().decode(JournalLine.self, from: Data(bytes))
    }
}
