import Foundation
import Synchronization
import TestHub
import Testing

@testable import Encoder

/// What a download does with answers that are not those of a hub in good health.
@Suite struct HubRefusalTests {
    @Test func refusesAnotherRangeThanAskedFor() throws {
        try FakeHub.with { hub, cache in
            try leave(FakeHub.weights.prefix(10), in: cache)
            hub.storage.respond { _ in
                .init(
                    status: 206, headers: ["Content-Range": "bytes 5-8/9"], body: Data("abcd".utf8))
            }
            let error = #expect(throws: HubError.self) {
                try download(cache, hub).fetch(FakeHub.id)
            }
            #expect(
                error
                    == .invalidAnswer(
                        url: hub.hub.url + weightsPath,
                        problem: "expected a Content-Range from byte 10, found bytes 5-8/9"))
        }
    }

    @Test func givesUpAfterBoundedAttemptsAndKeepsWhatArrived() throws {
        try FakeHub.with { hub, cache in
            hub.storage.respond { request in
                var response = content(FakeHub.weights, headers: [:], for: request)
                response.cut = 1000
                return response
            }
            let witness = Witness()
            let error = #expect(throws: HubError.self) {
                try download(cache, hub, witness: witness).fetch(FakeHub.id)
            }
            guard case .unreachable(_, _, 5) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(witness.delays == [1, 2, 4, 8])
            #expect(partialSize(in: cache) == 5000)
            // The branch has its commit from the start; but the model is not whole.
            let id = try #require(HubID(FakeHub.id))
            #expect(cache.commit(of: id, revision: "main") == FakeHub.commit)
            #expect(cache.completeSnapshot(of: id) == nil)
            #expect(cache.models().map(\.status) == [.missing("model.safetensors")])
        }
    }

    @Test func refusesAWrongHash() throws {
        try FakeHub.with { hub, cache in
            var wrong = FakeHub.weights
            wrong[77] ^= 1
            let sent = wrong
            hub.storage.respond { _ in .init(status: 200, body: sent) }
            let error = #expect(throws: HubError.self) {
                try download(cache, hub).fetch(FakeHub.id)
            }
            #expect(
                error
                    == .wrongHash(
                        file: "model.safetensors", url: hub.hub.url + weightsPath,
                        expected: sha256(FakeHub.weights), found: sha256(wrong)))
            #expect(partialSize(in: cache) == 0)
            #expect(!FileManager.default.fileExists(atPath: blobPath(in: cache)))
        }
    }

    @Test func refusesAWrongHashOfASmallFile() throws {
        try FakeHub.with { hub, cache in
            hub.intercept { request in
                guard request.method == "GET", request.path.hasSuffix("/config.json") else {
                    return nil
                }
                return .init(status: 200, body: Data(#"{"model_type": "Bert"}"#.utf8))
            }
            let error = #expect(throws: HubError.self) {
                try download(cache, hub).fetch(FakeHub.id)
            }
            guard case .wrongHash("config.json", _, _, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func refusesMoreBytesThanAnnounced() throws {
        try FakeHub.with { hub, cache in
            hub.storage.respond { _ in .init(status: 200, body: FakeHub.weights + Data([0])) }
            let error = #expect(throws: HubError.self) {
                try download(cache, hub).fetch(FakeHub.id)
            }
            guard case .wrongSize("model.safetensors", _, 200_000, 200_001) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test(arguments: [(401, false), (401, true), (403, true)])
    func saysWhatToDoWhenAccessIsDenied(status: Int, sentToken: Bool) throws {
        try FakeHub.with { hub, cache in
            hub.intercept { _ in .init(status: status, headers: ["X-Error-Code": "GatedRepo"]) }
            let error = #expect(throws: HubError.self) {
                try download(cache, hub, token: sentToken ? "key" : nil).fetch(FakeHub.id)
            }
            #expect(
                error
                    == .accessDenied(
                        id: FakeHub.id, endpoint: hub.hub.url, status: status, sentToken: sentToken)
            )
            #expect(
                error?.description.contains(sentToken ? "HF_TOKEN is valid" : "set HF_TOKEN")
                    == true)
            #expect(hub.hub.requests.count == 1)
        }
    }

    @Test func namesAModelThatDoesNotExist() throws {
        try FakeHub.with { hub, cache in
            let error = #expect(throws: HubError.self) { try download(cache, hub).fetch("no/such") }
            #expect(error == .notFound(id: "no/such", revision: "main", endpoint: hub.hub.url))
        }
    }

    @Test func givesUpWhenTheServerAsksForTooLong() throws {
        try FakeHub.with { hub, cache in
            hub.intercept { _ in .init(status: 429, headers: ["Retry-After": "3600"]) }
            let error = #expect(throws: HubError.self) {
                try download(cache, hub).fetch(FakeHub.id)
            }
            let url = "\(hub.hub.url)/api/models/\(FakeHub.id)/revision/main"
            #expect(error == .refused(url: url, status: 429, attempts: 1))
        }
    }

    @Test func reportsAHostThatIsNotThere() throws {
        try FakeHub.with { hub, cache in
            hub.hub.stop()
            let error = #expect(throws: HubError.self) {
                try download(cache, hub).fetch(FakeHub.id)
            }
            guard case .unreachable(_, let reason, 5) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.contains("connect"))
        }
    }

    @Test func refusesALoopOfRedirects() throws {
        try FakeHub.with { hub, cache in
            hub.intercept { .redirect($0.path) }
            let error = #expect(throws: HubError.self) {
                try download(cache, hub).fetch(FakeHub.id)
            }
            #expect(error?.description.contains("redirects more than 5 times") == true)
        }
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://127.0.0.1/x", ""])
    func followsHTTPOnly(target: String) throws {
        try FakeHub.with { hub, cache in
            hub.intercept { _ in .redirect(target) }
            let error = #expect(throws: HubError.self) {
                try download(cache, hub).fetch(FakeHub.id)
            }
            #expect(error?.description.contains("the server redirects to \"\(target)\"") == true)
        }
    }

    @Test(arguments: ["not json", "{}", #"{"sha": "../../x", "siblings": []}"#])
    func refusesAListingThatIsNone(body: String) throws {
        try FakeHub.with { hub, cache in
            hub.intercept { _ in .init(status: 200, body: Data(body.utf8)) }
            let error = #expect(throws: HubError.self) {
                try download(cache, hub).fetch(FakeHub.id)
            }
            #expect(error?.description.contains("is HF_ENDPOINT a Hugging Face hub?") == true)
        }
    }

    @Test func refusesAnAnswerWithoutETag() throws {
        try FakeHub.with { hub, cache in
            hub.intercept { $0.method == "HEAD" ? .init(status: 200) : nil }
            let error = #expect(throws: HubError.self) {
                try download(cache, hub).fetch(FakeHub.id)
            }
            #expect(error?.description.contains("expected an ETag, found none") == true)
        }
    }

    /// Asking again does not give a name an address.
    @Test func asksOnceForAHostWithoutAddress() throws {
        try Fixtures.withTemporaryDirectory { directory in
            let witness = Witness()
            var download = HubDownload(
                cache: HubCache(directory: directory),
                settings: try HubSettings(endpoint: "http://no-such-host.invalid"),
                onEvent: witness.hear)
            download.retry.sleep = witness.sleep
            download.stallTimeout = 5
            let error = #expect(throws: HubError.self) { try download.fetch(FakeHub.id) }
            guard case .unreachable(_, _, 1) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(witness.delays == [])
        }
    }

    @Test func refusesAModelWithoutSafetensors() throws {
        var files = FakeHub.files
        files["model.safetensors"] = nil
        try FakeHub.with(files: files) { hub, cache in
            let error = #expect(throws: HubError.self) {
                try download(cache, hub).fetch(FakeHub.id)
            }
            #expect(error == .noSafetensors(id: FakeHub.id, found: ["pytorch_model.bin"]))
            #expect(!FileManager.default.fileExists(atPath: cache.directory))
        }
    }

    @Test(arguments: [
        "../../../evil.safetensors", "a/b.safetensors", ".safetensors", "config.json",
    ])
    func refusesAnIndexThatLeadsElsewhere(name: String) throws {
        var files = FakeHub.files
        files["model.safetensors"] = nil
        files["model.safetensors.index.json"] = Data(#"{"weight_map": {"a": "\#(name)"}}"#.utf8)
        try FakeHub.with(files: files) { hub, cache in
            let error = #expect(throws: HubError.self) {
                try download(cache, hub).fetch(FakeHub.id)
            }
            #expect(
                error?.description.contains("\"\(name)\" is not the name of a safetensors file")
                    == true)
        }
    }

    @Test(arguments: [
        "", "/x", "../x", "a/b/c", "a/..", "a b", "a\u{301}/b", "a--b", "x.git", "-x", "a/.b",
    ])
    func refusesNamesThatAreNone(name: String) throws {
        try FakeHub.with { hub, cache in
            let error = #expect(throws: HubError.self) { try download(cache, hub).fetch(name) }
            #expect(error == .invalidID(name))
            let revision = #expect(throws: HubError.self) {
                try download(cache, hub).fetch(FakeHub.id, revision: "../" + name)
            }
            #expect(revision == .invalidRevision("../" + name))
            #expect(hub.hub.requests == [])
        }
    }
}
