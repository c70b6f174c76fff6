import Foundation
import Synchronization
import TestHub
import Testing

@testable import Encoder

@Suite struct HubDownloadTests {
    @Test func writesTheLayoutOfTheCache() throws {
        try FakeHub.with { hub, cache in
            let witness = Witness()
            let snapshot = try download(cache, hub, witness: witness).fetch(FakeHub.id)
            let root = "\(cache.directory)/\(modelFolder)"
            #expect(snapshot == "\(root)/snapshots/\(FakeHub.commit)")
            #expect(
                try String(contentsOfFile: root + "/refs/main", encoding: .utf8) == FakeHub.commit)
            let manager = FileManager.default
            let names = ["config.json", "model.safetensors", "vocab.txt"]
            #expect(try manager.contentsOfDirectory(atPath: snapshot).sorted() == names)
            for name in names {
                let data = try #require(FakeHub.files[name])
                let hash = name == "model.safetensors" ? sha256(data) : gitSHA1(data)
                let link = try manager.destinationOfSymbolicLink(atPath: "\(snapshot)/\(name)")
                #expect(link == "../../blobs/\(hash)")
                #expect(manager.contents(atPath: "\(snapshot)/\(name)") == data)
            }
            // Neither temporary nor partial files are left.
            #expect(try manager.contentsOfDirectory(atPath: root + "/blobs").count == 3)
            #expect(try manager.contentsOfDirectory(atPath: root + "/refs") == ["main"])

            let total = names.reduce(0) { $0 + (FakeHub.files[$1]?.count ?? 0) }
            #expect(
                witness.progress.last
                    == .init(file: "model.safetensors", bytes: total, total: total))
            #expect(witness.progress.map(\.bytes) == witness.progress.map(\.bytes).sorted())
            #expect(witness.delays == [])
            #expect(cache.snapshot(of: FakeHub.id) == snapshot)
        }
    }

    @Test func theBranchHasItsCommitBeforeAnyFileIsThere() throws {
        try FakeHub.with { hub, cache in
            let reference = "\(cache.directory)/\(modelFolder)/refs/main"
            let found = Mutex<[String?]>([])
            hub.intercept { request in
                if request.path.contains("/resolve/") {
                    let text = try? String(contentsOfFile: reference, encoding: .utf8)
                    found.withLock { $0.append(text) }
                }
                return nil
            }
            _ = try download(cache, hub).fetch(FakeHub.id)
            #expect(found.withLock { $0 }.allSatisfy { $0 == FakeHub.commit })
            #expect(found.withLock { $0 }.count > 3)
        }
    }

    @Test func aPartialFileThatDisappearsIsNamed() throws {
        try FakeHub.with { hub, cache in
            let data = FakeHub.weights
            let folder = "\(cache.directory)/\(modelFolder)"
            hub.storage.respond { request in
                try? FileManager.default.removeItem(atPath: folder)
                return content(data, headers: [:], for: request)
            }
            let error = #expect(throws: SystemError.self) {
                try download(cache, hub).fetch(FakeHub.id)
            }
            #expect(error?.code == ENOENT)
            #expect(error?.path.hasPrefix(folder + "/blobs/") == true)
        }
    }

    @Test func fetchesNothingTwice() throws {
        try FakeHub.with { hub, cache in
            let first = try download(cache, hub).fetch(FakeHub.id)
            let count = hub.storage.requests.count
            #expect(try download(cache, hub).fetch(FakeHub.id) == first)
            #expect(hub.storage.requests.count == count)
            #expect(
                hub.hub.requests.filter { $0.method == "GET" && $0.path == weightsPath }.count == 1)
        }
    }

    @Test func sendsTheTokenToTheEndpointAlone() throws {
        try FakeHub.with { hub, cache in
            _ = try download(cache, hub, token: "hf_secret\n").fetch(FakeHub.id)
            #expect(
                hub.hub.requests.allSatisfy { $0.headers["authorization"] == "Bearer hf_secret" })
            #expect(hub.storage.requests.count == 1)
            #expect(hub.storage.requests.allSatisfy { $0.headers["authorization"] == nil })
        }
    }

    @Test func followsRedirectsOnTheEndpointWithTheToken() throws {
        try FakeHub.with { hub, cache in
            hub.intercept { request in
                request.path.hasPrefix("/api/models/old-name/")
                    ? .redirect("/api/models/\(FakeHub.id)/revision/main")
                    : request.path.hasPrefix("/old-name/")
                        ? .redirect("/\(FakeHub.id)/" + request.path.dropFirst("/old-name/".count))
                        : nil
            }
            let snapshot = try download(cache, hub, token: "key").fetch("old-name")
            #expect(snapshot == "\(cache.directory)/models--old-name/snapshots/\(FakeHub.commit)")
            #expect(hub.hub.requests.allSatisfy { $0.headers["authorization"] == "Bearer key" })
        }
    }

    @Test func resumesACutDownload() throws {
        try FakeHub.with { hub, cache in
            let data = FakeHub.weights
            let isFirst = Mutex(true)
            hub.storage.respond { request in
                var response = content(data, headers: [:], for: request)
                if isFirst.withLock({ first in
                    defer { first = false }
                    return first
                }) {
                    response.cut = 70_000
                }
                return response
            }
            let witness = Witness()
            let snapshot = try download(cache, hub, witness: witness).fetch(FakeHub.id)
            #expect(hub.storage.requests.map { $0.headers["range"] } == [nil, "bytes=70000-"])
            #expect(witness.delays == [1])
            #expect(FileManager.default.contents(atPath: snapshot + "/model.safetensors") == data)
        }
    }

    @Test func resumesWhatAnEarlierProcessLeft() throws {
        try FakeHub.with { hub, cache in
            let data = FakeHub.weights
            try leave(data.prefix(123_456), in: cache)
            let snapshot = try download(cache, hub).fetch(FakeHub.id)
            #expect(hub.storage.requests.map { $0.headers["range"] } == ["bytes=123456-"])
            #expect(FileManager.default.contents(atPath: snapshot + "/model.safetensors") == data)
        }
    }

    @Test func beginsAnewWhereTheServerKnowsNoRanges() throws {
        try FakeHub.with { hub, cache in
            let data = FakeHub.weights
            hub.storage.respond { _ in .init(status: 200, body: data) }
            try leave(Data("not the beginning".utf8), in: cache)
            let snapshot = try download(cache, hub).fetch(FakeHub.id)
            #expect(FileManager.default.contents(atPath: snapshot + "/model.safetensors") == data)
        }
    }

    @Test func discardsAPartThatDoesNotBelongToTheFile() throws {
        try FakeHub.with { hub, cache in
            try leave(Data(repeating: 1, count: 5000), in: cache)
            let snapshot = try download(cache, hub).fetch(FakeHub.id)
            #expect(hub.storage.requests.map { $0.headers["range"] } == ["bytes=5000-", nil])
            #expect(
                FileManager.default.contents(atPath: snapshot + "/model.safetensors")
                    == FakeHub.weights)
        }
    }

    @Test func waitsAsLongAsTheServerAsks() throws {
        try FakeHub.with { hub, cache in
            let count = Mutex(0)
            hub.intercept { _ in
                switch count.withLock({ count in
                    count += 1
                    return count
                }) {
                case 1: .init(status: 429, headers: ["Retry-After": "17"])
                case 2: .init(status: 503)
                default: nil
                }
            }
            let witness = Witness()
            _ = try download(cache, hub, witness: witness).fetch(FakeHub.id)
            #expect(witness.delays == [17, 2])
            #expect(witness.events.first == .retrying(reason: "status 429", seconds: 17))
        }
    }

    @Test func fetchesDividedWeights() throws {
        var files = FakeHub.files
        files["model.safetensors"] = nil
        files["model-00001-of-00002.safetensors"] = Data("one".utf8)
        files["model-00002-of-00002.safetensors"] = Data("two".utf8)
        files["model.safetensors.index.json"] = Data(
            #"""
            {"weight_map": {"b": "model-00002-of-00002.safetensors", "a": "model-00001-of-00002.safetensors"}}
            """#.utf8)
        let large: Set = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
        try FakeHub.with(files: files, large: large) { hub, cache in
            let snapshot = try download(cache, hub).fetch(FakeHub.id)
            let paths = try WeightFiles.paths(in: snapshot)
            #expect(
                paths.map { FileManager.default.contents(atPath: $0) } == [
                    Data("one".utf8), Data("two".utf8),
                ])
        }
    }

    @Test func waitsForAnotherProcess() throws {
        try FakeHub.with { hub, cache in
            let id = try #require(HubID(FakeHub.id))
            let hash = BlobHash.sha256(sha256(FakeHub.weights))
            let lockPath = cache.lockPath(of: id, hash: hash)
            try cache.makeFolder(of: lockPath)
            let other = Mutex<FileLock?>(try FileLock(path: lockPath) {})
            let blob = blobPath(in: cache)
            let witness = Witness()
            let settings = try HubSettings(endpoint: hub.hub.url)
            // The other process finishes while this one waits.
            let download = HubDownload(cache: cache, settings: settings) { event in
                witness.hear(event)
                guard case .waiting = event else { return }
                _ = FileManager.default.createFile(atPath: blob, contents: FakeHub.weights)
                other.withLock { $0 = nil }
            }
            let snapshot = try download.fetch(FakeHub.id)
            #expect(witness.events.filter { $0 == .waiting(file: "model.safetensors") }.count == 1)
            #expect(hub.storage.requests == [])
            #expect(
                FileManager.default.contents(atPath: snapshot + "/model.safetensors")
                    == FakeHub.weights)
        }
    }

    @Test func neverTouchesTheNetworkOffline() throws {
        try FakeHub.with { hub, cache in
            let settings = try HubSettings(endpoint: hub.hub.url, isOffline: true)
            let offline = HubDownload(cache: cache, settings: settings)
            let error = #expect(throws: HubError.self) { try offline.fetch(FakeHub.id) }
            #expect(
                error
                    == .offline(
                        id: FakeHub.id, cache: cache.directory, variable: "HF_HUB_OFFLINE"))
            #expect(hub.hub.requests == [])

            let snapshot = try download(cache, hub).fetch(FakeHub.id)
            let count = hub.hub.requests.count
            #expect(try offline.fetch(FakeHub.id) == snapshot)
            #expect(hub.hub.requests.count == count)
        }
    }
}
