import Foundation

/// What was drawn for the figures of a list: the file beside it that says which are stale.
struct FigureLock: Codable, Equatable, Sendable {
    /// Hashes of what a figure was made from, and of the file.
    struct Figure: Codable, Equatable, Sendable {
        var request: String
        var file: String
        /// That of the file with the text below it.
        var caption: String?
        /// That of the model's weights, with which a figure can be checked where the model is not.
        var model: String?
        /// What it shows, for people who cannot see it.
        var description: String?
    }

    static let schema = "attention-report/figures/1"

    var schema = Self.schema
    /// By the figures' outputs, as the list names them.
    var figures: [String: Figure] = [:]

    /// The lock of a list is named after it: `talk.yaml` has `talk.yaml.lock`.
    static func path(of list: String) -> String { list + ".lock" }

    /// What a file holds; an empty lock if there is none, or none that can be read: then all
    /// figures are drawn anew.
    init(path: String) {
        guard let data = FileManager.default.contents(atPath: path),
            let lock = try? JSONDecoder().decode(Self.self, from: data), lock.schema == Self.schema
        else { return }
        self = lock
    }

    /// Whether there is a file that no run has written. A lock that was damaged, as by a merge of two
    /// versions, still says what it is.
    static func isForeign(path: String) -> Bool {
        guard let data = FileManager.default.contents(atPath: path), !data.isEmpty else {
            return false
        }
        return data.range(of: Data("\"attention-report/figures/".utf8)) == nil
    }

    /// Equal locks give equal bytes.
    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try [UInt8](encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}
