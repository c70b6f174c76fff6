import Foundation

/// Brings models from the hub into the cache.
///
/// ```swift
/// let settings = try HubSettings(environment: ProcessInfo.processInfo.environment)
/// let download = HubDownload(cache: HubCache(environment: …), settings: settings)
/// let folder = try download.fetch("sentence-transformers/all-MiniLM-L6-v2")
/// ```
///
/// Only the files that are needed to run the model are fetched, and of these only those that the
/// cache does not have. An interrupted download goes on at the next call; what arrives is checked for size and
/// hash before it gets its name. A revision's name points to its commit from the start, as Hugging Face's
/// own tools have it: `hf cache prune` removes commits that have no name. Files and folders get the rights
/// that the user's umask leaves, so that a group may share a cache.
public struct HubDownload {
    /// How far a download is.
    public struct Progress: Sendable, Equatable {
        /// The file at hand.
        public var file: String
        /// Bytes of all files that are there.
        public var bytes: Int
        /// Bytes of all files.
        public var total: Int
    }

    /// What happens during a download.
    public enum Event: Sendable, Equatable {
        case progress(Progress)
        /// A request failed, for a reason that may pass; it is sent again after some seconds.
        case retrying(reason: String, seconds: TimeInterval)
        /// Another process fetches the same file.
        case waiting(file: String)
    }

    private let cache: HubCache
    private let settings: HubSettings
    private let onEvent: (Event) -> Void
    var retry = RetryPolicy()
    var stallTimeout = 30

    public init(
        cache: HubCache, settings: HubSettings, onEvent: @escaping (Event) -> Void = { _ in }
    ) {
        self.cache = cache
        self.settings = settings
        self.onEvent = onEvent
    }

    /// Fetches a model, or finds that the cache has it.
    /// - Parameters:
    ///   - id: `name` or `organisation/name`.
    ///   - revision: a branch, a tag or a commit.
    /// - Returns: the model's folder in the cache.
    /// - Throws: `HubError`; `SystemError` when the cache cannot be written. When the network is
    ///   forbidden, `HubError.offline` for a model that the cache does not have whole.
    public func fetch(_ id: String, revision: String = "main") throws -> String {
        guard let id = HubID(id) else { throw HubError.invalidID(id) }
        guard HubRevision.isValid(revision) else { throw HubError.invalidRevision(revision) }
        if settings.isOffline {
            guard let snapshot = cache.completeSnapshot(of: id, revision: revision) else {
                throw HubError.offline(
                    id: id.description, cache: cache.directory,
                    variable: settings.offlineVariable ?? "HF_HUB_OFFLINE")
            }
            return snapshot
        }
        let requests = try HubRequests(settings, retry: retry, stallTimeout: stallTimeout) {
            onEvent(.retrying(reason: $1, seconds: $0))
        }
        let client = HubClient(requests, id: id)
        let listing = try client.listing(revision: revision)
        let names = try HubFiles.needed(of: listing.files, id: id)
        let isThere = cache.completeSnapshot(of: id, revision: listing.commit) != nil
        do {
            try cache.setReference(revision, of: id, to: listing.commit)
        } catch  where isThere {
            // A cache that may only be read will do.
        }
        try Run(cache: cache, id: id, commit: listing.commit, client: client, onEvent: onEvent)
            .fetch(names)
        return cache.snapshotDirectory(of: id, commit: listing.commit)
    }
}

/// The download of one commit.
private final class Run {
    private let cache: HubCache
    private let id: HubID
    private let commit: String
    private let client: HubClient
    private let onEvent: (HubDownload.Event) -> Void
    /// Bytes of the files that are whole, and of all files.
    private var done = 0
    private var total = 0

    init(
        cache: HubCache, id: HubID, commit: String, client: HubClient,
        onEvent: @escaping (HubDownload.Event) -> Void
    ) {
        self.cache = cache
        self.id = id
        self.commit = commit
        self.client = client
        self.onEvent = onEvent
    }

    func fetch(_ names: [String]) throws {
        var files = try names.map { try client.metadata(of: $0, commit: commit) }
        if let index = files.last, index.name == HubFiles.weightsIndex {
            // Only the index says what else there is, so it comes before the total is known.
            let path = try bring(index, isReported: false)
            guard let data = try fileContents(at: path) else {
                throw SystemError(path: path, operation: "open", code: ENOENT)
            }
            files += try HubFiles.shards(inIndex: data, url: index.url.displayText).map {
                try client.metadata(of: $0, commit: commit)
            }
        }
        total = files.reduce(0) { $0 + ($1.size ?? 0) }
        for file in files {
            let blob = try bring(file, isReported: true)
            try cache.link(file.name, in: commit, of: id, to: file.hash)
            done += file.size ?? Self.size(of: blob) ?? 0
        }
    }

    /// Sees to it that the cache has a file's content.
    /// - Returns: the blob's path.
    private func bring(_ file: HubClient.RemoteFile, isReported: Bool) throws -> String {
        let blob = cache.blobPath(of: id, hash: file.hash)
        func report(_ bytes: Int) {
            guard isReported else { return }
            let bytes = done + bytes
            onEvent(.progress(.init(file: file.name, bytes: bytes, total: max(total, bytes))))
        }
        func isThere() -> Bool {
            Self.size(of: blob).map { file.size == nil || file.size == $0 } ?? false
        }
        if isThere() { return blob }

        let lockPath = cache.lockPath(of: id, hash: file.hash)
        try cache.makeFolder(of: lockPath)
        let lock = try FileLock(path: lockPath) { onEvent(.waiting(file: file.name)) }
        return try withExtendedLifetime(lock) {
            if isThere() { return blob }
            try cache.makeFolder(of: blob)
            let partial = try PartialFile(of: blob)
            let isResumed = partial.size > 0
            try client.download(file, into: partial, onProgress: report)
            do {
                try check(partial, file)
            } catch HubError.wrongHash where isResumed {
                // What an earlier process left may be at fault.
                try client.download(file, into: partial, onProgress: report)
                try check(partial, file)
            }
            try partial.finish(as: blob)
            return blob
        }
    }

    /// Compares the hash, and discards what is wrong.
    private func check(_ partial: PartialFile, _ file: HubClient.RemoteFile) throws {
        if let found = try file.hash.difference(from: partial.path) {
            try partial.clear()
            throw HubError.wrongHash(
                file: file.name, url: file.url.displayText, expected: file.hash.text, found: found)
        }
    }

    private static func size(of path: String) -> Int? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }
}
