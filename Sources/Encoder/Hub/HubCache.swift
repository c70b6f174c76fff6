import Foundation

/// The folder in which Hugging Face's tools keep downloaded models.
public struct HubCache: Sendable, Equatable {
    /// The folder that holds `models--org--name`.
    public let directory: String

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
    /// - Parameter id: `name` or `org/name`.
    /// - Returns: `nil` when the cache does not have it.
    public func snapshot(of id: String, revision: String = "main") -> String? {
        let root = directory + "/models--" + id.split(separator: "/").joined(separator: "--")
        let reference = FileManager.default.contents(atPath: "\(root)/refs/\(revision)")
        let commit = reference.map {
            String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
        let snapshot = "\(root)/snapshots/\(commit ?? revision)"
        return FileManager.default.fileExists(atPath: snapshot + "/config.json") ? snapshot : nil
    }
}
