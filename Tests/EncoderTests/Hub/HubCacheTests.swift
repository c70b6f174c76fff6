import Foundation
import Testing

@testable import Encoder

@Suite struct HubCacheTests {
    @Test(arguments: [
        (["HF_HUB_CACHE": "/c", "HF_HOME": "/h", "XDG_CACHE_HOME": "/x", "HOME": "/u"], "/c"),
        (["HF_HOME": "/h", "XDG_CACHE_HOME": "/x", "HOME": "/u"], "/h/hub"),
        (["XDG_CACHE_HOME": "/x", "HOME": "/u"], "/x/huggingface/hub"),
        (["HOME": "/u"], "/u/.cache/huggingface/hub"),
        (["HUGGINGFACE_HUB_CACHE": "/c", "HF_HOME": "/h", "HOME": "/u"], "/c"),
        (["HF_HOME": "~/hf", "HOME": "/u"], "/u/hf/hub"),
        (["HF_HOME": "$SCRATCH/hf", "SCRATCH": "/s", "HOME": "/u"], "/s/hf/hub"),
        (["HF_HUB_CACHE": "~/${A}b/$A_1", "A": "x", "A_1": "$A", "HOME": "/u"], "/u/xb/$A"),
        (
            ["HF_HUB_CACHE": "/$NONE/${NONE}/$/${A/$", "A": "x", "HOME": "/u"],
            "/$NONE/${NONE}/$/${A/$"
        ),
        (
            ["HF_HUB_CACHE": "", "HF_HOME": "", "XDG_CACHE_HOME": "", "HOME": "/u"],
            "/u/.cache/huggingface/hub"
        ),
    ])
    func theEnvironmentNamesTheFolder(_ environment: [String: String], _ directory: String) {
        #expect(HubCache(environment: environment).directory == directory)
    }

    @Test func withoutAHomeItIsTheUsersOwn() {
        #expect(
            HubCache(environment: [:]).directory == NSHomeDirectory() + "/.cache/huggingface/hub")
    }

    /// A cache with one model: revision `main` is the commit `abc`.
    private func withCache(
        _ model: String, reference: String? = "abc", _ body: (HubCache, String) throws -> Void
    ) throws {
        try Fixtures.withTemporaryDirectory { directory in
            let root = "\(directory)/hub/models--\(model)"
            for folder in ["refs", "snapshots/abc"] {
                try FileManager.default.createDirectory(
                    atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
            }
            try write("{}", to: "\(root)/snapshots/abc/config.json")
            if let reference { try write(reference, to: "\(root)/refs/main") }
            try body(HubCache(directory: "\(directory)/hub"), "\(root)/snapshots/abc")
        }
    }

    @Test(arguments: ["abc", "abc\n", " abc \r\n\n"])
    func followsTheReference(_ reference: String) throws {
        try withCache("org--name", reference: reference) { cache, snapshot in
            let found = cache.snapshot(of: "org/name")
            #expect(found == snapshot)
        }
        try withCache("name", reference: reference) { cache, snapshot in
            let found = cache.snapshot(of: "name")
            #expect(found == snapshot)
        }
    }

    @Test func aCommitNeedsNoReference() throws {
        try withCache("name", reference: nil) { cache, snapshot in
            #expect(cache.snapshot(of: "name", revision: "abc") == snapshot)
            #expect(cache.snapshot(of: "name") == nil)
        }
    }

    @Test(arguments: ["", "\n", "abcd", "..", "../../..", "/etc", "abc/", "./abc", "abc\nabc"])
    func aReferenceToNothingFindsNothing(_ reference: String) throws {
        try withCache("name", reference: reference) { cache, _ in
            let found = cache.snapshot(of: "name")
            #expect(found == nil)
        }
    }

    @Test func namesCannotLeadOutOfTheCache() throws {
        try withCache("name") { cache, snapshot in
            // There is a model to be found by each of these, if paths were taken as they come.
            let outside = URL(fileURLWithPath: cache.directory).deletingLastPathComponent().path
            try write("{}", to: outside + "/config.json")
            for id in [
                "../name", "..", ".", "", "/", "name/", "/name", "a//b", "../../etc", "a/b/c",
            ] {
                #expect(cache.snapshot(of: id) == nil, "\(id)")
            }
            for revision in ["../../../..", "..", "", "/", "abc/..", "../snapshots/abc"] {
                #expect(cache.snapshot(of: "name", revision: revision) == nil, "\(revision)")
            }
            #expect(cache.snapshot(of: "name") == snapshot)
        }
    }

    @Test func aSnapshotHasAConfiguration() throws {
        try withCache("name") { cache, snapshot in
            try FileManager.default.removeItem(atPath: snapshot + "/config.json")
            #expect(cache.snapshot(of: "name") == nil)
        }
    }
}
