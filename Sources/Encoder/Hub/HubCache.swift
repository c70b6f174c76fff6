import Foundation

/// The folder in which Hugging Face's tools keep downloaded models.
public struct HubCache: Sendable, Equatable {
    /// The folder that holds `models--org--name`.
    public let directory: String

    /// - Parameter directory: the folder that holds `models--org--name`.
    public init(directory: String) { self.directory = directory }

    /// The cache that the environment names: `HF_HUB_CACHE`, else `$HF_HOME/hub`, else
    /// `$XDG_CACHE_HOME/huggingface/hub`, else `~/.cache/huggingface/hub`.
    public init(environment: [String: String]) {
        func value(_ key: String) -> String? { environment[key].flatMap { $0.isEmpty ? nil : $0 } }
        directory =
            value("HF_HUB_CACHE")
            ?? value("HF_HOME").map { $0 + "/hub" }
            ?? value("XDG_CACHE_HOME").map { $0 + "/huggingface/hub" }
            ?? (value("HOME") ?? NSHomeDirectory()) + "/.cache/huggingface/hub"
    }

    /// The folder of a model's files at a revision.
    /// - Parameters:
    ///   - id: `name` or `org/name`.
    ///   - revision: a branch, a tag, or a commit.
    /// - Returns: a folder with a `config.json`; `nil` when the cache does not have it. Names that
    ///   would lead out of the cache are names that it does not have.
    public func snapshot(of id: String, revision: String = "main") -> String? {
        guard Self.staysInside(id), Self.staysInside(revision) else { return nil }
        let root = directory + "/models--" + id.split(separator: "/").joined(separator: "--")
        let reference = (try? fileContents(at: "\(root)/refs/\(revision)")) ?? nil
        let commit = reference.map {
            String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
        guard Self.staysInside(commit ?? revision) else { return nil }
        let snapshot = "\(root)/snapshots/\(commit ?? revision)"
        return FileManager.default.fileExists(atPath: snapshot + "/config.json") ? snapshot : nil
    }

    /// Whether a relative path has no empty part, and none that means "here" or "up".
    private static func staysInside(_ path: String) -> Bool {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .allSatisfy { !["", ".", ".."].contains($0) }
    }
}
