import Foundation
import Synchronization
import TestHub

@testable import Encoder

/// What a download told, and the waits that it would have made.
final class Witness: Sendable {
    private let state = Mutex<(events: [HubDownload.Event], delays: [TimeInterval])>(([], []))

    func hear(_ event: HubDownload.Event) { state.withLock { $0.events.append(event) } }
    func sleep(_ seconds: TimeInterval) { state.withLock { $0.delays.append(seconds) } }
    var events: [HubDownload.Event] { state.withLock { $0.events } }
    var delays: [TimeInterval] { state.withLock { $0.delays } }
    var progress: [HubDownload.Progress] {
        events.compactMap { if case .progress(let progress) = $0 { progress } else { nil } }
    }
}

func download(
    _ cache: HubCache, _ hub: FakeHub, token: String? = nil, witness: Witness = Witness()
) throws -> HubDownload {
    let settings = try HubSettings(endpoint: hub.hub.url, token: token)
    var download = HubDownload(cache: cache, settings: settings, onEvent: witness.hear)
    download.retry.sleep = witness.sleep
    download.stallTimeout = 5
    return download
}

extension FakeHub {
    /// Runs a body with a hub and an empty cache.
    static func with<R>(
        files: [String: Data] = FakeHub.files, large: Set<String> = ["model.safetensors"],
        _ body: (FakeHub, HubCache) throws -> R
    ) throws -> R {
        let hub = try FakeHub(files: files, large: large)
        defer { hub.stop() }
        return try Fixtures.withTemporaryDirectory {
            try body(hub, HubCache(directory: $0 + "/hub"))
        }
    }
}

/// Where the hub has the weights.
let weightsPath = "/\(FakeHub.id)/resolve/\(FakeHub.commit)/model.safetensors"

/// The model's folder in the cache.
let modelFolder = "models--some-org--some-model"

/// Where the cache has the weights, once they are whole.
func blobPath(in cache: HubCache) -> String {
    "\(cache.directory)/\(modelFolder)/blobs/\(sha256(FakeHub.weights))"
}

/// Leaves part of the weights behind, as a process does that is stopped.
func leave(_ part: Data, in cache: HubCache) throws {
    let path = blobPath(in: cache) + ".incomplete"
    try cache.makeFolder(of: path)
    try part.write(to: URL(fileURLWithPath: path))
}

/// How much of the weights is there of a download that is not finished.
func partialSize(in cache: HubCache) -> Int? {
    FileManager.default.contents(atPath: blobPath(in: cache) + ".incomplete")?.count
}
