import Foundation
import Testing

@Suite struct WordCommandTests {
    private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    private func word(
        _ list: String, _ arguments: String..., in directory: String
    ) throws -> Program.Outcome {
        try word(list, arguments, in: directory)
    }

    private func word(
        _ list: String, _ arguments: [String], in directory: String
    ) throws -> Program.Outcome {
        try Program.run(
            ["word", list, "--word", "bank", "--model", Program.tinyModel] + arguments,
            directory: directory, environment: ["XDG_CACHE_HOME": directory + "/cache"])
    }

    @Test func writesTheReportAndPrintsTheTable() throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try word(
                Self.package + "/Examples/bank.csv", "--clusters", "3", "-o", "out", in: directory)
            #expect(outcome.status == 0)
            #expect(outcome.errors == "")
            #expect(outcome.output.contains("divided into 3 groups"))
            #expect(outcome.output.hasSuffix("\nout/bank/index.html\n"))
            let tree = try Program.tree(directory + "/out/bank")
            for path in ["index.html", "data.json", "matrix-L2.csv", "figures/matrix.svg"] {
                #expect(tree[path] != nil, "\(path)")
            }
            // The same again: the same bytes, from the cached baseline too.
            _ = try word(
                Self.package + "/Examples/bank.csv", "--clusters", "3", "-o", "again",
                "--threads", "1", in: directory)
            #expect(try Program.tree(directory + "/again/bank") == tree)
        }
    }

    @Test func anotherListOfTheSameNameIsAnotherReport() throws {
        try Program.withTemporaryDirectory { directory in
            for (folder, other) in [("a", "a river"), ("b", "money")] {
                try FileManager.default.createDirectory(
                    atPath: "\(directory)/\(folder)", withIntermediateDirectories: false)
                try Data("The bank.\nA bank of \(other).\nMy bank.\n".utf8).write(
                    to: URL(fileURLWithPath: "\(directory)/\(folder)/w.txt"))
            }
            #expect(try word("a/w.txt", "-o", "out", in: directory).status == 0)
            let first = try Program.tree(directory + "/out/bank")
            let second = try word("b/w.txt", "-o", "out", in: directory)
            #expect(second.output.hasSuffix("\nout/bank-2/index.html\n"))
            #expect(try Program.tree(directory + "/out/bank") == first)
        }
    }

    @Test func writesThePageAlone() throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try word(
                Self.package + "/Examples/bank.csv", "-o", "out", "--single-file", in: directory)
            #expect(outcome.status == 0)
            let tree = try Program.tree(directory + "/out/bank")
            #expect(tree.keys.sorted() == [".report.json", "index.html"])
            let page = String(decoding: tree["index.html"] ?? Data(), as: UTF8.self)
            #expect(page.contains("style-src &#39;sha256-"))
        }
    }

    @Test func rowsThatFailAreToldAndTheRestIsDone() throws {
        try Program.withTemporaryDirectory { directory in
            try Data("The bank.\nNothing.\nA bank of a river.\n".utf8).write(
                to: URL(fileURLWithPath: directory + "/list.txt"))
            let outcome = try word("list.txt", "--json", in: directory)
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("report: warning: list.txt, row 2: "))
            let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
            let json = try #require(object as? [String: Any])
            #expect((json["failed"] as? [Any])?.count == 1)
            #expect(!FileManager.default.fileExists(atPath: directory + "/Output"))
        }
    }

    @Test func aListOfPairsGivesItsUses() throws {
        try Program.withTemporaryDirectory { directory in
            let list =
                "id,lemma,word,word2,sentence1,sentence2,range2,label\n"
                + "a,bank,banks,bank,Two banks of rivers.,A bank or bank.,10-14,different\n"
                + "b,bank,bank,,A bank or bank.,My bank.,,same\nc,river,river,,A river.,The river.,,same\n"
            try Data(list.utf8).write(to: URL(fileURLWithPath: directory + "/list.csv"))
            for flags in [[], ["--lemma"]] {
                let outcome = try word("list.csv", ["--json"] + flags, in: directory)
                #expect(outcome.status == 0, "\(outcome.errors)")
                let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
                let sentences = (object as? [String: Any])?["sentences"] as? [[String: Any]] ?? []
                #expect(sentences.map { $0["id"] as? String } == ["a-1", "a-2", "b-1", "b-2"])
                #expect(
                    sentences.map { ($0["places"] as? [[Int]])?.first } == [
                        [4, 8], [10, 14], [2, 6], [3, 7],
                    ])
                #expect(sentences.allSatisfy { $0["label"] is NSNull || $0["label"] == nil })
            }
            // The page says how it was made.
            _ = try word("list.csv", ["--lemma", "-o", "out"], in: directory)
            let page = try String(
                contentsOfFile: directory + "/out/bank/index.html", encoding: .utf8)
            #expect(page.contains("--lemma"))
            let none = try word("list.csv", ["--lemma", "--columns", "lemma=id"], in: directory)
            #expect(none.status == 65 && none.errors.contains("the nearest lemmas of the list are"))
        }
    }

    @Test func ofALemmaARowWithoutAPlaceFails() throws {
        try Program.withTemporaryDirectory { directory in
            let list =
                "lemma,sentence,range\nbank_nn,Two banks.,4-9\nbank_nn,A bank.,\nbank,My bank.,3-7\n"
            try Data(list.utf8).write(to: URL(fileURLWithPath: directory + "/list.csv"))
            let outcome = try word("list.csv", ["--lemma", "--json"], in: directory)
            #expect(outcome.status == 1)
            #expect(
                outcome.errors
                    == "report: warning: list.csv, row 2: range: no place and no mark says which word is a form of the "
                    + "lemma; give the forms with --forms, or look for the word itself without --lemma\n"
            )
            let found = try word(
                "list.csv", ["--lemma", "--json", "--forms", "banks"], in: directory)
            #expect(found.status == 0, "\(found.errors)")
            try Data("A bank.\nMy bank.\n".utf8).write(
                to: URL(fileURLWithPath: directory + "/list.txt"))
            let mistake = try word("list.txt", ["--lemma"], in: directory)
            #expect(mistake.status == 64 && mistake.errors.contains("--lemma goes by the column"))
        }
    }

    @Test func nothingLeftIsBadDataAndLeavesNothing() throws {
        try Program.withTemporaryDirectory { directory in
            try Data("Nothing.\n".utf8).write(
                to: URL(fileURLWithPath: directory + "/list.txt"))
            let outcome = try word("list.txt", "-o", "out", in: directory)
            #expect(outcome.status == 65)
            #expect(outcome.errors.contains("no sentence is left to compare"))
            #expect(!FileManager.default.fileExists(atPath: directory + "/out"))
        }
    }

    @Test func mistakesHaveTheirCodes() throws {
        try Program.withTemporaryDirectory { directory in
            #expect(try word("none.csv", in: directory).status == 66)
            try Data("text\na\n".utf8).write(to: URL(fileURLWithPath: directory + "/list.csv"))
            #expect(try word("list.csv", in: directory).status == 65)
            #expect(try word("list.csv", "--clusters", "few", in: directory).status == 64)
            let list = Self.package + "/Examples/bank.csv"
            #expect(try word(list, "--layer", "9", in: directory).status == 64)
            let files = try Program.tree(directory).keys.filter { !$0.hasPrefix("cache") }
            #expect(files.sorted() == ["list.csv"])
        }
    }
}
