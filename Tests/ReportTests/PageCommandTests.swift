import Foundation
import Testing

/// Batches without pages, and `report page`.
@Suite struct PageCommandTests {
    private func writeList(_ directory: String) throws -> String {
        let list = "\(directory)/list.csv"
        let rows = (0..<12).map { "\($0),bank,The bank \($0).,A bank \($0).\n" }.joined()
        try Data(("id,word,sentence1,sentence2\nbad,fish,None.,A fish.\n" + rows).utf8).write(
            to: URL(fileURLWithPath: list))
        return list
    }

    private func run(_ list: String, _ output: String, _ more: String...) throws -> Program.Outcome
    {
        try Program.run(
            ["batch", list, "-o", output, "--model", Program.tinyModel, "-q"] + more)
    }

    @Test func drawsWhatABatchWasMadeWithout() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory)
            let (all, out) = ("\(directory)/all", "\(directory)/out")
            let analyses = [
                "--analyses", "corrected,geometry", "--layer", "1", "--special", "hide",
            ]
            #expect(
                try Program.run(
                    ["batch", list, "-o", all, "--model", Program.tinyModel, "-q"] + analyses
                ).status == 1)
            #expect(
                try Program.run(
                    [
                        "batch", list, "-o", out, "--model", Program.tinyModel, "-q", "--pages",
                        "none",
                    ]
                        + analyses
                ).status == 1)
            #expect(!FileManager.default.fileExists(atPath: "\(out)/pairs"))
            let outcome = try Program.run(
                "page", out, "3", "7", "3", "--model", Program.tinyModel)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let lines = outcome.output.split(separator: "\n")
            #expect(lines.count == 2)
            let (drawn, whole) = (
                try Program.tree("\(out)/pairs"), try Program.tree("\(all)/pairs")
            )
            let files = drawn.filter { !$0.value.isEmpty }
            #expect(files.count > 8)
            for (path, bytes) in files { #expect(whole[path] == bytes, "\(path)") }
            for line in lines { #expect(FileManager.default.fileExists(atPath: String(line))) }

            let unknown = try Program.run("page", out, "x", "--model", Program.tinyModel)
            #expect(unknown.status == 64)
            #expect(
                unknown.errors
                    == "report: error: \(out) has no pair \"x\": expected an id of its summary.csv\n"
            )
            let failed = try Program.run("page", out, "bad", "--model", Program.tinyModel)
            #expect(failed.status == 65)
            #expect(failed.errors.contains("the row of \"bad\" has failed"))
            let missing = try Program.run("page", directory, "3", "--model", Program.tinyModel)
            #expect(missing.status == 66)
        }
    }

    @Test func otherWeightsAreNotTaken() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory)
            let out = "\(directory)/out"
            #expect(try run(list, out, "--pages", "none").status == 1)
            let other = Program.tests.path + "/EncoderTests/Fixtures/bert-tiny"
            let outcome = try Program.run("page", out, "3", "--model", other)
            #expect(outcome.status == 64, "\(outcome.errors)")
            #expect(outcome.errors.contains("was made with different models;"))
        }
    }

    @Test(arguments: [
        (["--pages", "top"], "--pages top needs --top"),
        (["--pages", "none", "--top", "3"], "--pages none draws nothing"),
        (["--pages", "some"], "some"),
    ])
    func choicesOfPagesGoTogether(_ options: [String], _ message: String) throws {
        let outcome = try Program.run(["batch", "list.csv", "-o", "out"] + options)
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func aPlainRunAfterAPackedOneLeavesWhatAFreshOneDoes() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory)
            func run(_ folder: String, _ options: String...) throws {
                _ = try Program.run(
                    [
                        "batch", list, "-o", "\(directory)/\(folder)", "--model", Program.tinyModel,
                        "--pages", "none",
                    ] + options)
            }
            try run("one", "--gzip")
            try run("one")
            try run("two")
            let (one, two) = (
                try Program.tree("\(directory)/one"), try Program.tree("\(directory)/two")
            )
            #expect(one.keys.sorted() == two.keys.sorted())
            #expect(one["journal.jsonl.gz"] == nil && one["summary.csv"] == two["summary.csv"])
        }
    }

    @Test(arguments: ["failed.tsv", "summary.csv"])
    func aTableOfABatchIsNotItsOwnList(_ name: String) throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory)
            let options = ["--model", Program.tinyModel, "--pages", "none"]
            _ = try Program.run(["batch", list, "-o", "\(directory)/out"] + options)
            let before = try Program.tree("\(directory)/out")
            let outcome = try Program.run(
                ["batch", "\(directory)/out/\(name)", "-o", "\(directory)/out/."] + options)
            #expect(outcome.status == 64, "\(outcome.errors)")
            #expect(outcome.errors.contains("is an input of this command"))
            #expect(try Program.tree("\(directory)/out") == before)
        }
    }

    @Test func whatIsWrittenIsSaidBefore() throws {
        try Program.withTemporaryDirectory { directory in
            let list = try writeList(directory)
            let outcome = try Program.run(
                "batch", list, "-o", "\(directory)/out", "--model", Program.tinyModel, "--pages",
                "top", "--top", "2", "--gzip")
            #expect(outcome.errors.contains("pages for the pairs of --top"))
            #expect(outcome.output.contains("12 done, 0 kept, 1 failed, 2 redrawn"))
            let files = try Program.tree("\(directory)/out")
            #expect(files["summary.csv.gz"] != nil && files["summary.csv"] == nil)
            #expect(files.keys.filter { $0.hasSuffix("/data.json") }.count == 2)
        }
    }
}
