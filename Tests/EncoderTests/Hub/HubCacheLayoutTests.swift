import Foundation
import TestHub
import Testing

@testable import Encoder

@Suite struct HubCacheLayoutTests {
    @Test func aTildeIsTheHomeFolder() {
        #expect(HubCache(environment: ["HOME": "/u", "HF_HOME": "~/hf"]).directory == "/u/hf/hub")
        #expect(HubCache(environment: ["HOME": "/u", "HF_HUB_CACHE": "~"]).directory == "/u")
        #expect(HubCache(environment: ["HOME": "/u", "HF_HUB_CACHE": "~x"]).directory == "~x")
    }

    @Test func findsSnapshotsByBranchAndCommit() throws {
        try withCache { cache in
            let commit = String(repeating: "a", count: 40)
            try write("models--org--name/refs/main", "\(commit)\n", in: cache)
            try write("models--org--name/refs/refs/pr/1", commit, in: cache)
            try write("models--org--name/snapshots/\(commit)/config.json", "{}", in: cache)
            let snapshot = "\(cache.directory)/models--org--name/snapshots/\(commit)"
            #expect(cache.snapshot(of: "org/name") == snapshot)
            #expect(cache.snapshot(of: "org/name", revision: "refs/pr/1") == snapshot)
            #expect(cache.snapshot(of: "org/name", revision: commit) == snapshot)
            #expect(cache.snapshot(of: "org/name", revision: "v2") == nil)
            #expect(cache.snapshot(of: "org/other") == nil)
            #expect(cache.snapshot(of: "org/name", revision: "../refs/main") == nil)
            #expect(cache.snapshot(of: "../org/name") == nil)
        }
    }

    @Test func ignoresAReferenceThatLeadsElsewhere() throws {
        try withCache { cache in
            try write("models--name/refs/main", "../../elsewhere", in: cache)
            try write("models--name/snapshots/x", "", in: cache)
            try write("elsewhere/config.json", "{}", in: cache)
            #expect(cache.snapshot(of: "name") == nil)
        }
    }

    @Test func listsWhatIsThere() throws {
        try withCache { cache in
            #expect(cache.models() == [])
            let id = try #require(HubID("org/b"))
            let bytes = Data("weights".utf8)
            let hash = BlobHash.sha256(sha256(bytes))
            try write("models--org--b/blobs/\(hash.text)", "weights", in: cache)
            try write(
                "models--org--b/snapshots/c1/config.json", #"{"model_type": "bert"}"#, in: cache)
            try write("models--org--b/snapshots/c1/tokenizer.json", "{}", in: cache)
            try cache.link("model.safetensors", in: "c1", of: id, to: hash)
            try cache.setReference("main", of: id, to: "c1")
            try cache.setReference("refs/pr/1", of: id, to: "c1")
            try write("models--a/snapshots/c2/config.json", #"{"model_type": "gpt2"}"#, in: cache)
            try write(
                "models--c/snapshots/c3/config.json", #"{"model_type": "distilbert"}"#, in: cache)
            try write("models--d/snapshots/c4/vocab.txt", "", in: cache)
            // Not models, or not of this layout.
            try write("datasets--x/snapshots/c/config.json", "{}", in: cache)
            try write("models--x--y--z/snapshots/c/config.json", "{}", in: cache)
            try write(".locks/models--org--b/x.lock", "", in: cache)
            try write("version.txt", "1", in: cache)

            let models = cache.models()
            #expect(models.map(\.id) == ["a", "c", "d", "org/b"])
            #expect(models.map(\.type) == ["gpt2", "distilbert", nil, "bert"])
            #expect(models.map(\.commit) == ["c2", "c3", "c4", "c1"])
            #expect(models.map(\.references) == [[], [], [], ["main", "refs/pr/1"]])
            #expect(
                models.map(\.status) == [
                    .unsupportedType, .missing("model.safetensors"), .missing("config.json"),
                    .supported,
                ])
            #expect(models[3].byteCount == 7 + 22 + 2)
            #expect(models[3].path == cache.directory + "/models--org--b/snapshots/c1")
        }
    }

    @Test func writingAgainChangesALinkAndAReference() throws {
        try withCache { cache in
            let id = try #require(HubID("name"))
            for digit in ["1", "2", "2"] {
                let hash = BlobHash.sha1(String(repeating: digit, count: 40))
                try cache.link("config.json", in: "c", of: id, to: hash)
                try cache.setReference("main", of: id, to: hash.text)
                let snapshot = cache.snapshotDirectory(of: id, commit: "c")
                let link = try FileManager.default.destinationOfSymbolicLink(
                    atPath: snapshot + "/config.json")
                #expect(link == "../../blobs/\(hash.text)")
                #expect(cache.commit(of: id, revision: "main") == hash.text)
                #expect(try FileManager.default.contentsOfDirectory(atPath: snapshot).count == 1)
            }
        }
    }

    @Test func namesTheFolderThatCannotBeMade() throws {
        try withCache { cache in
            try write("models--name", "a file", in: cache)
            let id = try #require(HubID("name"))
            let error = #expect(throws: SystemError.self) {
                try cache.setReference("main", of: id, to: "c")
            }
            #expect(error?.operation == "make the folder")
            #expect(error?.path == cache.directory + "/models--name/refs")
        }
    }

    private func withCache(_ body: (HubCache) throws -> Void) throws {
        try Fixtures.withTemporaryDirectory { try body(HubCache(directory: $0 + "/hub")) }
    }

    private func write(_ path: String, _ text: String, in cache: HubCache) throws {
        let path = "\(cache.directory)/\(path)"
        try cache.makeFolder(of: path)
        try text.write(toFile: path, atomically: false, encoding: .utf8)
    }
}
