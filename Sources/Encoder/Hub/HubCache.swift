import Foundation

/// The folder in which Hugging Face's tools keep downloaded models.
///
/// ```
/// models--org--name/refs/main               the commit that a branch or tag stood for
/// models--org--name/blobs/<hash>            files by the hash of their content
/// models--org--name/snapshots/<commit>/<file> -> ../../blobs/<hash>
/// .locks/models--org--name/<hash>.lock
/// ```
public struct HubCache: Sendable, Equatable {
    /// The folder that holds `models--org--name`.
    public let directory: String

    /// - Parameter directory: the folder that holds `models--org--name`.
    public init(directory: String) { self.directory = directory }

    /// The cache that the environment names: `HF_HUB_CACHE`, else `HUGGINGFACE_HUB_CACHE`, else `$HF_HOME/hub`,
    /// else `$XDG_CACHE_HOME/huggingface/hub`, else `~/.cache/huggingface/hub`. A `~` at the beginning of
    /// a variable is the home folder; `$NAME` and `${NAME}` are other variables, if there are such.
    public init(environment: [String: String]) {
        func value(_ key: String) -> String? { environment[key].flatMap { $0.isEmpty ? nil : $0 } }
        let home = value("HOME") ?? NSHomeDirectory()
        func expanded(_ path: String) -> String {
            let path = path == "~" || path.hasPrefix("~/") ? home + path.dropFirst() : path
            return Self.expanded(path, environment)
        }
        directory =
            (value("HF_HUB_CACHE") ?? value("HUGGINGFACE_HUB_CACHE")).map(expanded)
            ?? value("HF_HOME").map { expanded($0) + "/hub" }
            ?? value("XDG_CACHE_HOME").map { expanded($0) + "/huggingface/hub" }
            ?? home + "/.cache/huggingface/hub"
    }

    /// Puts in the values of variables, as Python's `expandvars` does: in one pass, and leaving the names of
    /// those that are not set.
    private static func expanded(_ path: String, _ environment: [String: String]) -> String {
        var result: [UInt8] = []
        var rest = Array(path.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "$") else {
                result.append(byte)
                continue
            }
            let isBraced = rest.first == UInt8(ascii: "{")
            let start = isBraced ? rest.dropFirst() : rest
            let name =
                isBraced ? start.prefix { $0 != UInt8(ascii: "}") } : start.prefix(while: isName)
            let isWhole = !isBraced || name.endIndex < start.endIndex
            guard isWhole, !name.isEmpty,
                let value = environment[String(decoding: name, as: UTF8.self)]
            else {
                result.append(byte)
                continue
            }
            result += value.utf8
            rest = start[(name.endIndex + (isBraced ? 1 : 0))...]
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isName(_ byte: UInt8) -> Bool {
        byte.isHubNameByte && byte != UInt8(ascii: "-") && byte != UInt8(ascii: ".")
    }

    /// The folder of a model's files at a revision.
    /// - Parameters:
    ///   - id: `name` or `org/name`.
    ///   - revision: a branch, a tag or a commit.
    /// - Returns: a folder with a `config.json`; `nil` when the cache does not have it. Names that
    ///   would lead out of the cache are names that it does not have. Other files may be missing, as
    ///   every tool fetches those that it needs.
    public func snapshot(of id: String, revision: String = "main") -> String? {
        guard let id = HubID(id), let commit = commit(of: id, revision: revision) else {
            return nil
        }
        let snapshot = snapshotDirectory(of: id, commit: commit)
        return FileManager.default.fileExists(atPath: snapshot + "/config.json") ? snapshot : nil
    }

    /// The commit that a revision stood for when it was last fetched; a commit stands for itself.
    func commit(of id: HubID, revision: String) -> String? {
        guard HubRevision.isValid(revision) else { return nil }
        let path = "\(modelDirectory(of: id))/refs/\(revision)"
        guard let reference = FileManager.default.contents(atPath: path) else {
            return revision.contains("/") ? nil : revision
        }
        let commit = String(decoding: reference, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        return HubRevision.isValid(commit) && !commit.contains("/") ? commit : nil
    }

    func modelDirectory(of id: HubID) -> String { "\(directory)/\(id.folderName)" }

    func snapshotDirectory(of id: HubID, commit: String) -> String {
        "\(modelDirectory(of: id))/snapshots/\(commit)"
    }

    func blobPath(of id: HubID, hash: BlobHash) -> String {
        "\(modelDirectory(of: id))/blobs/\(hash.text)"
    }

    func lockPath(of id: HubID, hash: BlobHash) -> String {
        "\(directory)/.locks/\(id.folderName)/\(hash.text).lock"
    }
}
