import Foundation
import Testing

@Suite struct WordCommandTests {
    private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    private func word(
        _ list: String, _ arguments: String..., in directory: String
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
