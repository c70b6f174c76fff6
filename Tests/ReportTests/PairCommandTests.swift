import Foundation
import Testing

private let river = "The bank of the river was calm."
private let money = "She went to the bank to deposit money."

@Suite struct PairCommandTests {
    private static let figures = [
        "similarity", "last-layer-1", "last-layer-2", "first-layer-1", "first-layer-2", "layers-1",
        "layers-2",
    ]

    private static let analyses = [
        "rollout", "norm", "head-profile", "token-similarity", "geometry", "intra-sentence",
        "sinks", "occlusion",
    ]

    private func pair(_ arguments: String..., in directory: String) throws -> Program.Outcome {
        try Program.run(
            ["pair", river, money, "--word", "bank", "--model", Program.tinyModel] + arguments,
            directory: directory)
    }

    @Test func writesTheReportAndPrintsTheTable() throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try pair("-o", "out", in: directory)
            #expect(outcome.status == 0)
            #expect(outcome.errors == "")
            let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines[0] == "1  bank: \(river)")
            #expect(lines[1] == "2  bank: \(money)")
            #expect(lines[3] == "layer  cosine  baseline  corrected")
            #expect(lines[4...7].map { $0.split(separator: " ")[0] } == ["emb", "L0", "L1", "L2"])
            #expect(lines.suffix(2) == ["out/bank/index.html", ""])

            let expected =
                [
                    ".report.json", "index.html", "style.css", "explore.js", "data.json",
                    "similarity.csv", "attention.csv", "heads.csv", "tokens.csv", "analyses.csv",
                    "datapackage.json", "figures",
                ]
                + Self.figures.flatMap { ["figures/\($0).png", "figures/\($0).svg"] }
                + Self.analyses.map { "figures/\($0).svg" }
            let tree = try Program.tree(directory + "/out/bank")
            #expect(Set(tree.keys) == Set(expected))
            for (path, data) in tree where path.hasSuffix(".png") {
                #expect(data.starts(with: [0x89, 0x50, 0x4E, 0x47]))
            }
        }
    }

    @Test func analysesAreTheUsersChoice() throws {
        try Program.withTemporaryDirectory { directory in
            #expect(try pair("-o", "none", "--analyses", "none", in: directory).status == 0)
            let none = try Program.tree(directory + "/none/bank")
            for name in ["heads", "tokens", "analyses"] { #expect(none["\(name).csv"] == nil) }
            #expect(none["figures/rollout.svg"] == nil)
            let outcome = try pair("--json", "--analyses", "rollout,corrected", in: directory)
            let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
            let object = try #require(json as? [String: Any])
            let analyses = try #require(object["analyses"] as? [String: Any])
            #expect(
                Set(analyses.filter { !($0.value is NSNull) }.keys)
                    == ["corrected", "rollout", "unavailable"])
            let options = try #require(object["options"] as? [String: Any])
            #expect(options["analyses"] as? [String] == ["corrected", "rollout"])
        }
    }

    @Test func theBaselineMayBeOfOnesOwnSentences() throws {
        try Program.withTemporaryDirectory { directory in
            let path = directory + "/list.txt"
            try Data("One day.\nTwo nights.\nThree banks.\n".utf8)
                .write(to: URL(fileURLWithPath: path))
            let cache = ["XDG_CACHE_HOME": directory + "/cache"]
            let arguments = [
                "pair", river, money, "--word", "bank", "--model", Program.tinyModel, "--json",
                "--baseline", "list.txt",
            ]
            let first = try Program.run(arguments, directory: directory, environment: cache)
            #expect(first.status == 0)
            #expect(first.output.contains("\"reference\":{\"sha256\":"))
            #expect(first.output.contains("\"tokens\":3}"))
            #expect(first.errors.contains("once (3 sentences)"))
            let second = try Program.run(arguments, directory: directory, environment: cache)
            #expect(second.output == first.output && second.errors == "")

            // What cannot be kept costs a warning.
            let blocked = try Program.run(
                arguments, directory: directory, environment: ["XDG_CACHE_HOME": "/proc/none"])
            #expect(blocked.output == first.output && blocked.status == 0)
            #expect(blocked.errors.contains("warning: /proc/none/attention-report/baseline-"))

            try Data("One.\n".utf8).write(to: URL(fileURLWithPath: path))
            let short = try Program.run(arguments, directory: directory, environment: cache)
            #expect(short.status == 65 && short.errors.contains("expected a sentence on each line"))
            let idle = try pair("--analyses", "rollout", "--baseline", "list.txt", in: directory)
            #expect(idle.status == 64)
        }
    }

    @Test func writesThePageAlone() throws {
        try Program.withTemporaryDirectory { directory in
            #expect(try pair("-o", "out", "--single-file", in: directory).status == 0)
            let tree = try Program.tree(directory + "/out/bank")
            #expect(tree.keys.sorted() == [".report.json", "index.html"])
            let page = String(decoding: tree["index.html"] ?? Data(), as: UTF8.self)
            #expect(page.contains("style-src &#39;sha256-"))
            #expect(!page.contains("href=\"style.css\"") && !page.contains("src=\"figures/"))
            #expect(page.contains(" --single-file -- "))
        }
    }

    @Test func takesAStyleSheetAndTemplates() throws {
        try Program.withTemporaryDirectory { directory in
            let folder = directory + "/house"
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try Data("h1 { color: teal }".utf8).write(
                to: URL(fileURLWithPath: folder + "/house.css"))
            let template = folder + "/figure.mustache"
            try Data("<p>figure {{title}}</p>\n".utf8).write(to: URL(fileURLWithPath: template))
            let options = ["-o", "out", "--style", "house/house.css", "--templates", "house"]
            #expect(
                try Program.run(
                    [
                        "pair", river, money, "--word", "bank", "--model", Program.tinyModel,
                    ] + options, directory: directory
                ).status == 0)
            let tree = try Program.tree(directory + "/out/bank")
            #expect(
                String(decoding: tree["style.css"] ?? Data(), as: UTF8.self)
                    .hasSuffix("h1 { color: teal }"))
            #expect(
                String(decoding: tree["index.html"] ?? Data(), as: UTF8.self)
                    .contains("<p>figure Similarity by layer</p>"))

            try Data("\n{{#a}}".utf8).write(to: URL(fileURLWithPath: template))
            let outcome = try pair("-o", "other", "--templates", "house", in: directory)
            #expect(outcome.status == 65)
            #expect(
                outcome.errors.contains("house/figure.mustache, line 2: a section is not closed"))
            #expect(!FileManager.default.fileExists(atPath: directory + "/other"))
        }
    }

    /// Under a limit of file sizes (`ulimit -f`), whose signal would end the program.
    @Test(arguments: ["pair", "encode"]) func aFullDiskLeavesNothing(_ command: String) throws {
        try Program.withTemporaryDirectory { directory in
            let arguments =
                command == "pair"
                ? ["pair", river, money, "--word", "bank"] : ["encode", river, money]
            let outcome = try Program.run(
                ["-c", "ulimit -f 8; exec \"$@\"", "sh", Program.executable.path] + arguments
                    + ["--model", Program.tinyModel, "-o", "out"],
                directory: directory, executable: URL(fileURLWithPath: "/bin/sh"))
            #expect(outcome.status == 74)
            #expect(outcome.errors.contains("File too large"), "\(outcome.errors)")
            #expect(try Program.tree(directory).isEmpty)
        }
    }

    @Test func mistakesInOptionsSayWhatThereIs() throws {
        try Program.withTemporaryDirectory { directory in
            let analyses = try pair("--analyses", "foo", in: directory)
            #expect(analyses.status == 64)
            #expect(analyses.errors.contains("names with commas between them of corrected, "))
            let style = try pair("-o", "out", "--style", "none.css", in: directory)
            #expect(style.status == 66)
            #expect(style.errors.contains("none.css: no such file"))
        }
    }

    @Test func equalInputGivesEqualBytes() throws {
        try Program.withTemporaryDirectory { directory in
            #expect(try pair("-o", "a", "--threads", "1", in: directory).status == 0)
            #expect(try pair("-o", "b", "--threads", "2", in: directory).status == 0)
            #expect(try pair("-o", "c", in: directory).status == 0)
            let tree = try Program.tree(directory + "/a")
            #expect(tree == (try Program.tree(directory + "/b")))
            #expect(tree == (try Program.tree(directory + "/c")))
        }
    }

    @Test func jsonEqualsTheFileAndWritesNothingUnasked() throws {
        try Program.withTemporaryDirectory { directory in
            let printed = try pair("--json", in: directory)
            #expect(printed.status == 0)
            #expect(try Program.tree(directory).isEmpty)
            let written = try pair("--json", "-o", "out", in: directory)
            #expect(written.output == printed.output)
            let file = try String(
                contentsOfFile: directory + "/out/bank/data.json", encoding: .utf8)
            #expect(file == printed.output)
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(printed.output.utf8)) as? [String: Any])
            #expect(object["schema"] as? String == "attention-report/pair/1")
            let model = try #require(object["model"] as? [String: Any])
            #expect(model["type"] as? String == "distilbert")
            #expect(model["layers"] as? Int == 3)
            #expect((model["sha256"] as? String)?.count == 64)
        }
    }

    @Test func layerHeadAndSpecialTokensAreTheUsersChoice() throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try pair(
                "--layer", "1", "--head", "2", "--special", "hide", "--id", "../x", "-o", "out",
                in: directory)
            #expect(outcome.status == 0)
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["out"])
            let folder = try #require(
                FileManager.default.contentsOfDirectory(atPath: directory + "/out").first)
            let tree = try Program.tree("\(directory)/out/\(folder)")
            #expect(tree["figures/layer-L1-1.png"] != nil)
            #expect(tree["figures/last-layer-1.png"] == nil)
            let page = String(decoding: try #require(tree["index.html"]), as: UTF8.self)
            #expect(page.contains("Layer L1, head 2"))
            #expect(page.contains("figures/layer-L1-1.svg"))
        }
    }

    @Test func aDateAppearsOnlyWhenGiven() throws {
        func page(_ arguments: [String], _ environment: [String: String]) throws -> String {
            try Program.withTemporaryDirectory { directory in
                let outcome = try Program.run(
                    ["pair", river, money, "--word", "bank", "--model", Program.tinyModel]
                        + arguments,
                    directory: directory, environment: environment)
                #expect(outcome.status == 0)
                return try String(
                    contentsOfFile: directory + "/Output/bank/index.html", encoding: .utf8)
            }
        }
        #expect(try page(["--date", "1 May 2026"], [:]).contains("1 May 2026"))
        #expect(try page([], ["SOURCE_DATE_EPOCH": "86400"]).contains("1970-01-02"))
        #expect(!(try page([], [:])).contains("20" + "26-"))
    }

    /// Bad input: the arguments after `pair`, the exit code, and the line on standard error.
    private static let refusals: [([String], Int32, String)] = [
        (
            [river, money, "--word", "bark"], 65,
            "sentence 1: the word \"bark\" is not in the sentence, whose words are: The, bank, of, the, "
                + "river, was, calm; did you mean \"bank\"?"
        ),
        (
            [river, "", "--word", "bank"], 65,
            "sentence 2: the sentence is empty; give a sentence that contains the word"
        ),
        (
            [river, money, "--word", " "], 65,
            "sentence 1: the word is empty; give a word of the sentence"
        ),
        (
            [river, money, "--word", "bank", "--occurrence2", "2"], 65,
            "sentence 2: occurrence 2 of \"bank\" was asked for, but the sentence has it once"
        ),
        (
            [river, money, "--word", "bank", "--head", "4"], 64,
            "head 4 does not exist: the model has the heads 0 to 3"
        ),
        (
            [river, money, "--word", "bank", "--layer", "3"], 64,
            "layer 3 does not exist: the model has the layers 0 to 2"
        ),
        (
            [String(repeating: "so ", count: 70) + "bank", money, "--word", "bank"], 65,
            "sentence 1: \"bank\" lies behind the 64 tokens that the model can read (the sentence has "
                + "73); shorten the sentence"
        ),
    ]

    @Test(arguments: refusals.indices)
    func refusesBadInputInOneLine(_ index: Int) throws {
        let (arguments, status, message) = Self.refusals[index]
        try Program.withTemporaryDirectory { directory in
            let outcome = try Program.run(
                ["pair"] + arguments + ["--model", Program.tinyModel], directory: directory)
            #expect(outcome.status == status)
            #expect(outcome.errors == "report: error: \(message)\n")
            #expect(outcome.output == "")
            #expect(try Program.tree(directory).isEmpty)
        }
    }

    @Test func refusesModelsThatCannotBeRead() throws {
        func refusal(_ model: String) throws -> Program.Outcome {
            try Program.withTemporaryDirectory { directory in
                let outcome = try Program.run(
                    "pair", river, money, "--word", "bank", "--model", model, directory: directory,
                    environment: ["HF_HUB_CACHE": directory])
                #expect(try Program.tree(directory).isEmpty)
                #expect(outcome.errors.filter { $0 == "\n" }.count == 1)
                return outcome
            }
        }
        let absent = try refusal("./no/such/model")
        #expect(absent.status == 69)
        #expect(absent.errors.hasPrefix("report: error: ./no/such/model: no such model folder; "))

        try Program.withTemporaryDirectory { folder in
            let empty = try refusal(folder)
            #expect(empty.status == 69)
            #expect(empty.errors.contains("\(folder)/config.json: no such file"))

            try Data("{\"model_type\":\"t5\"}".utf8).write(
                to: URL(fileURLWithPath: folder + "/config.json"))
            let unsupported = try refusal(folder)
            #expect(unsupported.status == 65)
            #expect(unsupported.errors.contains("the model type is \"t5\"; supported are \"bert\""))
        }
    }

    @Test func findsOutBeforehandThatTheOutputCannotBeWritten() throws {
        try Program.withTemporaryDirectory { directory in
            try Data().write(to: URL(fileURLWithPath: directory + "/file"))
            // The model does not exist either: the output is looked at first.
            let outcome = try Program.run(
                "pair", river, money, "--word", "bank", "--model", "./none", "-o", "file/out",
                directory: directory)
            #expect(outcome.status == 73)
            #expect(outcome.errors.hasPrefix("report: error: cannot create file: "))
            #expect(try Program.tree(directory).keys.sorted() == ["file"])
        }
    }

    @Test func warnsOfASentenceThatIsCut() throws {
        try Program.withTemporaryDirectory { directory in
            let long = "bank " + String(repeating: "river ", count: 80)
            let outcome = try Program.run(
                "pair", long, money, "--word", "bank", "--model", Program.tinyModel, "--json",
                directory: directory)
            #expect(outcome.status == 0)
            #expect(
                outcome.errors
                    == "report: warning: sentence 1 has 83 tokens; the model reads the first 63 and the "
                    + "final [SEP]\n")
        }
    }

    @Test func usageErrorsExitWith64() throws {
        for arguments in [
            ["pair", river], ["pair", river, money], ["nonsense"],
            ["pair", river, money, "--word", "bank", "--threads", "0"],
            ["pair", river, money, "--word", "bank", "--layer", "x"],
            ["pair", river, money, "--word", "bank", "--occurrence1", "0"],
        ] {
            #expect(try Program.run(arguments).status == 64, "\(arguments)")
        }
        #expect(try Program.run("--help").status == 0)
        #expect(try Program.run("pair", "--help").output.contains("--special"))
    }

    /// The command repeats what was typed; it does not tell where on this machine the model is.
    @Test func theCommandNamesAModelsFolderAsItWasTyped() throws {
        try Program.withTemporaryDirectory { directory in
            try FileManager.default.createDirectory(
                atPath: directory + "/models", withIntermediateDirectories: true)
            try FileManager.default.createSymbolicLink(
                atPath: directory + "/models/tiny", withDestinationPath: Program.tinyModel)
            func page(_ model: String, _ output: String) throws -> String {
                let outcome = try Program.run(
                    "pair", "The bank is here.", "A bank too.", "--word", "bank", "--model", model,
                    "-o", output, directory: directory)
                #expect(outcome.status == 0)
                return try String(
                    contentsOfFile: "\(directory)/\(output)/bank/index.html", encoding: .utf8)
            }
            #expect(try page("models/tiny", "a").contains("--model models/tiny --layer"))
            let text = try page("\(directory)/models/tiny", "b")
            #expect(text.contains("--model ./tiny --layer") && !text.contains(directory))
        }
    }
}
