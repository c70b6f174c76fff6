import Foundation

/// A model as a user names it: a folder, or the name of a model on the Hugging Face hub.
public struct ModelReference: Sendable, Equatable {
    /// What the user wrote.
    public let name: String

    /// The model that is taken when none is named.
    public static let defaultName = "distilbert-base-uncased"

    /// - Parameters:
    ///   - name: what the user gave; `nil` for `REPORT_MODEL`, and failing that the default.
    public init(_ name: String?, environment: [String: String]) {
        let named = name ?? environment["REPORT_MODEL"].flatMap { $0.isEmpty ? nil : $0 }
        self.name = named ?? Self.defaultName
    }

    /// The name to show: the hub's, or the folder's own.
    public var displayName: String {
        isPath ? URL(fileURLWithPath: name).standardizedFileURL.lastPathComponent : name
    }

    /// The folder that holds the model's files.
    /// - Throws: `ModelError.missingDirectory` for a path that is none, `ModelError.notInCache` for
    ///   a name that the cache does not have.
    public func directory(cache: HubCache) throws(ModelError) -> String {
        if isPath {
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: name, isDirectory: &isDirectory),
                isDirectory.boolValue
            else { throw .missingDirectory(path: name) }
            return name
        }
        guard let snapshot = cache.snapshot(of: name) else {
            throw .notInCache(name: name, cache: cache.directory)
        }
        return snapshot
    }

    /// Whether the name is a path: something is there, or it cannot be a hub name, which is `name` or
    /// `org/name`, of letters, digits, `-`, `_` and `.`.
    private var isPath: Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let allowed = CharacterSet(charactersIn: "-_.").union(.alphanumerics)
        let isHubName =
            parts.count <= 2
            && parts.allSatisfy {
                !$0.isEmpty && !$0.hasPrefix(".") && $0.unicodeScalars.allSatisfy(allowed.contains)
            }
        return !isHubName || FileManager.default.fileExists(atPath: name)
    }
}
