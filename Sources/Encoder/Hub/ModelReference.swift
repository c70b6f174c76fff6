import Foundation

/// A model as a user names it: a folder, or the name of a model on the Hugging Face hub.
public struct ModelReference: Sendable, Equatable {
    /// What the user wrote.
    public let name: String

    /// The model that is taken when none is named.
    public static let defaultName = "distilbert-base-uncased"

    /// - Parameters:
    ///   - name: what the user gave; `nil` for `REPORT_MODEL`, and failing that the default.
    ///   - environment: the process's environment.
    public init(_ name: String?, environment: [String: String]) {
        let named = name ?? environment["REPORT_MODEL"].flatMap { $0.isEmpty ? nil : $0 }
        self.name = named ?? Self.defaultName
    }

    /// The name to show: the hub's, or the folder's own.
    public var displayName: String {
        isPath ? FilePath.name(of: FilePath.absolute(name)) : name
    }

    /// The folder that holds the model's files.
    /// - Throws: `ModelError.missingDirectory` for a path that is none, `ModelError.notInCache` for
    ///   a name that the cache does not have.
    public func directory(cache: HubCache) throws(ModelError) -> String {
        guard let id = hubID else { return try folder() }
        guard let snapshot = cache.snapshot(of: id.description) else {
            throw .notInCache(name: name, cache: cache.directory)
        }
        return snapshot
    }

    /// The folder that holds the model's files, after a download if the cache does not have them all.
    /// - Parameters:
    ///   - cache: where the model is looked for.
    ///   - download: made only when it is needed.
    /// - Throws: `ModelError.missingDirectory` for a path that is none; what `HubDownload.fetch`
    ///   throws.
    public func directory(
        cache: HubCache, download: @autoclosure () throws -> HubDownload
    ) throws -> String {
        guard let id = hubID else { return try folder() }
        return try cache.completeSnapshot(of: id) ?? download().fetch(id.description)
    }

    private func folder() throws(ModelError) -> String {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: name, isDirectory: &isDirectory),
            isDirectory.boolValue
        else { throw .missingDirectory(path: name) }
        return name
    }

    /// The model's name on the hub; `nil` for a path, also for one that looks like such a name.
    public var hubID: HubID? {
        FileManager.default.fileExists(atPath: name) ? nil : HubID(name)
    }

    private var isPath: Bool { hubID == nil }
}
