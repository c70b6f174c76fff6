import Foundation

/// A model as a user names it: a folder, or the name of a model on the Hugging Face hub.
public struct ModelReference: Sendable, Equatable {
    /// What the user wrote.
    public let name: String
    /// The branch, tag or commit of a model on the hub; `nil` where the user did not say.
    public let revision: String?

    /// The model that is taken when none is named.
    public static let defaultName = "distilbert-base-uncased"

    /// - Parameters:
    ///   - name: what the user gave; `nil` for `REPORT_MODEL`, and failing that the default.
    ///   - revision: a branch, a tag or a commit; `nil` for the branch `main`.
    ///   - environment: the process's environment.
    public init(_ name: String?, revision: String? = nil, environment: [String: String]) {
        self.revision = revision
        let named = name ?? environment["REPORT_MODEL"].flatMap { $0.isEmpty ? nil : $0 }
        self.name = named ?? Self.defaultName
    }

    /// The name to show: the hub's, or the folder's own; that of the folder around it, if it is only called
    /// *model*, as in Python packages that hold a model.
    public var displayName: String {
        guard isPath else { return name }
        let path = FilePath.absolute(name)
        let own = FilePath.name(of: path)
        let around = FilePath.name(of: FilePath.parent(of: path))
        return own == "model" && !around.isEmpty ? around : own
    }

    /// The folder that holds the model's files.
    /// - Throws: `ModelError.missingDirectory` or `.misplaced` for a path that is none,
    ///   `ModelError.notInCache` for a name that the cache does not have.
    public func directory(cache: HubCache) throws(ModelError) -> String {
        guard let id = hubID else { return try folder() }
        if let snapshot = cache.snapshot(of: id.description, revision: revision ?? "main") {
            return snapshot
        }
        guard !leadsIntoFolder else { throw noFolder() }
        throw .notInCache(
            name: name + (revision.map { " at \($0)" } ?? ""), cache: cache.directory)
    }

    /// The folder that holds the model's files, after a download if the cache does not have them all.
    /// - Parameters:
    ///   - cache: where the model is looked for.
    ///   - download: made only when it is needed.
    /// - Throws: `ModelError.missingDirectory` or `.misplaced` for a path that is none; what
    ///   `HubDownload.fetch` throws.
    public func directory(
        cache: HubCache, download: @autoclosure () throws -> HubDownload
    ) throws -> String {
        guard let id = hubID else { return try folder() }
        let revision = revision ?? "main"
        if let snapshot = cache.completeSnapshot(of: id, revision: revision) { return snapshot }
        guard !leadsIntoFolder else { throw noFolder() }
        return try download().fetch(id.description, revision: revision)
    }

    private func folder() throws(ModelError) -> String {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: name, isDirectory: &isDirectory),
            isDirectory.boolValue
        else { throw noFolder() }
        guard revision == nil else {
            throw .misplaced(
                path: name,
                problem: "a folder has no revisions; they are those of a model on the hub")
        }
        return name
    }

    /// Whether a name that might be the hub's begins with the name of a folder that is here.
    private var leadsIntoFolder: Bool {
        var isDirectory: ObjCBool = false
        return name.contains("/")
            && FileManager.default.fileExists(
                atPath: FilePath.parent(of: name), isDirectory: &isDirectory)
            && isDirectory.boolValue
    }

    private func noFolder() -> ModelError {
        guard let nearest = nearestFolder else { return .missingDirectory(path: name) }
        return .misplaced(path: name, problem: "no such model folder; did you mean \"\(nearest)\"?")
    }

    /// The model folder beside the one that is missing whose name is most like it.
    private var nearestFolder: String? {
        let parent = FilePath.parent(of: name)
        let wanted = FilePath.name(of: name).lowercased()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        func distance(_ name: String) -> Int {
            let name = name.lowercased()
            return name.contains(wanted) || wanted.contains(name) ? 0 : editDistance(name, wanted)
        }
        let found = names.sorted()
            .filter {
                FileManager.default.fileExists(atPath: "\(parent)/\($0)/config.json")
            }
            .map { (name: $0, distance: distance($0)) }
            .min { $0.distance < $1.distance }
        // Unlike names are no help.
        guard let found, !wanted.isEmpty, found.distance * 2 <= wanted.count else { return nil }
        return parent == "." && !name.hasPrefix("./")
            ? found.name : FilePath.join(parent, found.name)
    }

    /// The model's name on the hub; `nil` for a path, also for one that looks like such a name.
    public var hubID: HubID? {
        FileManager.default.fileExists(atPath: name) ? nil : HubID(name)
    }

    private var isPath: Bool { hubID == nil }
}
