import Foundation

/// What a report's folder says of itself: which report it holds, and which of its files were written
/// by this program.
///
/// Equal reports give equal bytes, wherever and whenever they are made.
package struct FolderManifest: Codable, Equatable {
    package static let name = ".report.json"
    static let schema = "attention-report/folder/1"
    /// How many hexadecimal digits of a SHA-256 are kept.
    static let hashLength = 16
    /// What a batch leaves in its folder in place of a manifest, one of them.
    static let batchJournals = ["journal.jsonl", "journal.jsonl.gz"]
    /// The folders of a batch that it writes to.
    static let batchFolders = ["pairs", "index", "figures"]

    var schema = Self.schema
    var report: ReportIdentity
    /// By path, the hashes that a file may have: one, or more while a report is renewed.
    package private(set) var files: [String: [String]]

    init(_ report: ReportIdentity, _ files: [String: [String]]) {
        self.report = report
        self.files = files
    }

    /// The manifest of a folder; `nil` where there is none.
    /// - Throws: `OutputError.unreadable`; `OutputError.unknownManifest` for a file of that name that says
    ///   something else, or is not whole.
    package static func found(in folder: String) throws(OutputError) -> FolderManifest? {
        let path = "\(folder)/\(name)"
        guard FileTree.isRegularFile(path) else { return nil }
        let data = try FileTree.contents(of: path)
        guard let manifest = try? JSONDecoder().decode(Self.self, from: data),
            manifest.schema == schema,
            // Its files may be removed: none may lie elsewhere.
            manifest.files.keys.allSatisfy({
                $0 != name && (try? OutputFile(path: $0, bytes: []).components()) != nil
            })
        else { throw .unknownManifest(path: path) }
        return manifest
    }

    /// Whether a folder holds a batch.
    static func isBatch(_ folder: String) -> Bool {
        batchJournals.contains { name in
            let path = "\(folder)/\(name)"
            guard FileTree.isRegularFile(path),
                let start = try? ByteSource(path: path).read()
            else { return false }
            return start.starts(with: "{\"batch\":".utf8)
        }
    }

    /// This manifest while another report takes the place of this one: a file may be of either.
    func union(with other: FolderManifest) -> FolderManifest {
        FolderManifest(
            other.report,
            files.merging(other.files) { old, new in Set(old + new).sorted() })
    }

    /// The first file, in order, that is there and not as it was written.
    /// - Throws: `OutputError.unreadable`.
    package func editedFile(in folder: String) throws(OutputError) -> String? {
        for path in files.keys.sorted() {
            let place = "\(folder)/\(path)"
            guard CreatedFolders.exists(place) else { continue }
            guard FileTree.isRegularFile(place) else { return path }
            let hash = try FileTree.hash(of: place, length: Self.hashLength)
            if files[path]?.contains(hash) != true { return path }
        }
        return nil
    }

    /// Whether every file is there, and no renewal of the folder was broken off. Does not look into them, as
    /// `editedFile` does.
    package func isWhole(in folder: String) -> Bool {
        files.allSatisfy { path, hashes in
            hashes.count == 1 && CreatedFolders.exists("\(folder)/\(path)")
        }
    }

    static func hash(_ bytes: some Sequence<UInt8>) -> String {
        ContentHash.hex(of: bytes, length: hashLength)
    }

    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try [UInt8](encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}
