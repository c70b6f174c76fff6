import Foundation
import TestHub
import Testing

/// The commands that have to do with the hub and its cache, against a hub on the loopback.
@Suite struct ModelDownloadTests {
    @Test func fetchesListsAndUsesAModel() throws {
        try withHub { hub, environment in
            let empty = try Program.run("model", "list", environment: environment)
            #expect(empty.status == 0)
            #expect(empty.output == "")
            #expect(empty.errors.hasPrefix("report: there are no models in "))

            let cache = try #require(environment["HF_HUB_CACHE"])
            let folder =
                "\(cache)/models--some-org--some-model/snapshots/\(FakeHub.commit)"
            let fetched = try Program.run("model", "fetch", FakeHub.id, environment: environment)
            #expect(fetched.status == 0)
            #expect(fetched.output == folder + "\n")
            let lines = fetched.errors.split(separator: "\n")
            #expect(lines.first?.hasPrefix("report: some-org/some-model: 0 % of ") == true)
            #expect(lines.last?.contains(": 100 % of ") == true)
            #expect(lines.last?.hasSuffix(", model.safetensors") == true)
            // Not a terminal: nothing that a terminal obeys.
            #expect(!fetched.errors.contains("\r") && !fetched.errors.contains("\u{1B}"))

            let listed = try Program.run("model", "list", environment: environment)
            let rows = listed.output.split(separator: "\n").map {
                $0.split(separator: " ").map(String.init)
            }
            #expect(rows.first == ["model", "type", "size", "revision", "state", "path"])
            #expect(rows.count == 2)
            #expect(rows.last?.prefix(2) == ["some-org/some-model", "distilbert"])
            #expect(rows.last?.suffix(4) == ["main", "01234567", "ready", folder])

            // From here on nothing is asked of the hub.
            let count = hub.hub.requests.count
            let info = try Program.run("model", "info", FakeHub.id, environment: environment)
            #expect(info.status == 0)
            #expect(info.errors == "")
            #expect(hub.hub.requests.count == count)
        }
    }

    @Test func aPairFetchesTheModelThatItNeeds() throws {
        try withHub { hub, environment in
            let arguments = [
                "pair", "a bank", "the bank", "--word", "bank", "--model", FakeHub.id, "--json",
            ]
            let outcome = try Program.run(arguments, environment: environment)
            #expect(outcome.status == 0)
            #expect(outcome.errors.contains("some-org/some-model: 100 % of "))
            #expect(outcome.output.contains("\"name\":\"some-org/some-model\""))

            let quiet = try Program.run(
                "model", "fetch", "--quiet", FakeHub.id, environment: environment)
            #expect(quiet.status == 0)
            #expect(quiet.errors == "")
        }
    }

    /// A commit that no branch stands for here is fetched, and used, by its own name.
    @Test func aCommitIsUsedEverywhere() throws {
        try withHub { hub, environment in
            let revision = ["--revision", FakeHub.commit, "--model", FakeHub.id]
            let fetched = try Program.run(
                ["model", "fetch", "--revision", FakeHub.commit, FakeHub.id],
                environment: environment)
            #expect(fetched.status == 0, "\(fetched.errors)")
            let count = hub.hub.requests.count
            let pair = try Program.run(
                ["pair", "a bank", "the bank", "--word", "bank", "--json"] + revision,
                environment: environment)
            #expect(pair.status == 0, "\(pair.errors)")
            #expect(pair.output.contains("\"revision\":\"\(FakeHub.commit)\""))
            for command in [["tokenize", "bank"] + revision, ["model", "verify"] + revision] {
                let outcome = try Program.run(command, environment: environment)
                #expect(!outcome.errors.contains("404"), "\(outcome.errors)")
            }
            let info = try Program.run(
                ["model", "info", "--revision", FakeHub.commit, FakeHub.id],
                environment: environment)
            #expect(info.status == 0, "\(info.errors)")
            #expect(hub.hub.requests.count == count)
            // The branch is not there.
            let offline = environment.filter { $0.key != "HF_ENDPOINT" }
            let main = try Program.run(
                ["tokenize", "bank", "--model", FakeHub.id],
                environment: offline.merging(["TRANSFORMERS_OFFLINE": "1", "HF_HUB_OFFLINE": ""]) {
                    $1
                })
            #expect(main.status == 69)
            #expect(main.errors.contains("unset TRANSFORMERS_OFFLINE"), "\(main.errors)")
        }
    }

    @Test func aTokenizerWhoseDownloadWasCutIsFetched() throws {
        try withHub { hub, environment in
            let cache = try #require(environment["HF_HUB_CACHE"])
            let folder = "\(cache)/models--some-org--some-model/snapshots/\(FakeHub.commit)"
            #expect(
                try Program.run("model", "fetch", FakeHub.id, environment: environment).status == 0)
            for name in ["vocab.txt", "tokenizer.json"] {
                try? FileManager.default.removeItem(atPath: "\(folder)/\(name)")
            }
            func tokenize() throws {
                let outcome = try Program.run(
                    "tokenize", "bank", "--model", FakeHub.id, environment: environment)
                #expect(outcome.status == 0, "\(outcome.errors)")
                #expect(outcome.output.contains(#""tokens":["[CLS]","bank","[SEP]"]"#))
            }
            try tokenize()
            // The link stays, and leads nowhere.
            let blob = try FileManager.default.destinationOfSymbolicLink(
                atPath: folder + "/vocab.txt")
            try FileManager.default.removeItem(atPath: "\(folder)/\(blob)")
            try tokenize()
        }
    }

    @Test func aFolderThatDisappearsDuringADownloadIsNamed() throws {
        try withHub { hub, environment in
            let cache = try #require(environment["HF_HUB_CACHE"])
            let folder = "\(cache)/models--some-org--some-model"
            hub.storage.respond { _ in
                try? FileManager.default.removeItem(atPath: folder)
                return .init(status: 200, body: Self.weights)
            }
            let outcome = try Program.run("model", "fetch", FakeHub.id, environment: environment)
            #expect(outcome.status == 74)
            let message = outcome.errors.split(separator: "\n").last ?? ""
            #expect(message.hasPrefix("report: error: cannot open \(folder)/blobs/"))
            #expect(
                message.hasSuffix(
                    ".incomplete: No such file or directory; if it was removed or renamed in the "
                        + "meantime, run the command again"))
        }
    }

    private static let weights =
        FileManager.default.contents(atPath: Program.tinyModel + "/model.safetensors") ?? Data()

    @Test func offlineNothingIsAsked() throws {
        try withHub { hub, environment in
            let offline = environment.merging(["HF_HUB_OFFLINE": "1"]) { $1 }
            let outcome = try Program.run("model", "fetch", FakeHub.id, environment: offline)
            #expect(outcome.status == 69)
            #expect(outcome.output == "")
            #expect(
                outcome.errors.hasPrefix(
                    "report: error: some-org/some-model: the model is missing or incomplete in "
                        + "the cache "
                ))
            #expect(hub.hub.requests == [])
        }
    }

    @Test func theExitCodeTellsWhatIsWrong() throws {
        try withHub { _, environment in
            let absent = try Program.run("model", "fetch", "no/such", environment: environment)
            #expect(absent.status == 69)
            #expect(absent.errors.contains("has no such model, or it has no revision \"main\""))
            let name = try Program.run("model", "fetch", "../x", environment: environment)
            #expect(name.status == 64)
            #expect(name.errors.hasPrefix("report: error: \"../x\" is not the name of a model; "))
            let folder = try Program.run(
                "model", "fetch", Program.tinyModel, environment: environment)
            #expect(folder.status == 64)
            let endpoint = try Program.run(
                "model", "fetch", "a/b",
                environment: environment.merging(["HF_ENDPOINT": "x"]) { $1 })
            #expect(endpoint.status == 64)
            #expect(
                endpoint.errors.hasPrefix("report: error: HF_ENDPOINT is \"x\"; expected a URL"))
        }
    }

    @Test func verifyComparesWithPublishedValues() throws {
        let unknown = try Program.run("model", "verify", Program.tinyModel)
        #expect(unknown.status == 65)
        #expect(unknown.errors.contains("no published values are known for this model"))

        // Another model in the place of one that values are known of.
        try Program.withTemporaryDirectory { directory in
            let impostor = directory + "/all-MiniLM-L6-v2"
            try FileManager.default.copyItem(atPath: Program.tinyModel, toPath: impostor)
            let outcome = try Program.run("model", "verify", impostor)
            #expect(outcome.status == 1)
            #expect(outcome.output.contains("  0.6660  "))
            #expect(outcome.output.contains("FAIL"))
            #expect(outcome.output.hasSuffix("of 3 values agree\n"))
        }
    }

    /// Runs a body with a hub that has the small model, and an environment with an empty cache.
    private func withHub(_ body: (FakeHub, [String: String]) throws -> Void) throws {
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: Program.tinyModel) {
            files[name] = FileManager.default.contents(atPath: "\(Program.tinyModel)/\(name)")
        }
        let hub = try FakeHub(files: files)
        defer { hub.stop() }
        try Program.withTemporaryDirectory { directory in
            try body(hub, ["HF_ENDPOINT": hub.hub.url, "HF_HUB_CACHE": directory + "/hub"])
        }
    }
}
