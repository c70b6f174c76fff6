import Foundation
import Testing

@Suite struct WordInContextCommandTests {
    private static let examples =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path + "/Examples"
    private static let data = examples + "/wic.data.txt"
    private static let gold = examples + "/wic.gold.txt"

    private func wic(_ arguments: String..., in directory: String) throws -> Program.Outcome {
        try Program.run(
            ["wic"] + arguments + ["--model", Program.tinyModel], directory: directory,
            environment: ["XDG_CACHE_HOME": directory + "/cache"])
    }

    @Test func writesTheReportAndPrintsTheTable() throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try wic(Self.data, Self.gold, "-o", "out", in: directory)
            #expect(outcome.status == 0)
            #expect(outcome.errors == "")
            #expect(outcome.output.hasPrefix("layer  accuracy  threshold"))
            #expect(outcome.output.contains("chosen on the other parts, 5 folds"))
            #expect(outcome.output.hasSuffix("\nout/wic/index.html\n"))
            let tree = try Program.tree(directory + "/out/wic")
            #expect(
                Set(tree.keys) == [
                    "index.html", "style.css", "data.json", "accuracy.csv", "figures",
                    "figures/accuracy.png", "figures/accuracy.svg",
                ])
            _ = try wic(
                Self.data, Self.gold, "-o", "again", "--folds", "5", "--threads", "1",
                in: directory)
            #expect(try Program.tree(directory + "/again/wic") == tree)
        }
    }

    @Test func writesThePageAlone() throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try wic(
                Self.data, Self.gold, "-o", "out", "--single-file", in: directory)
            #expect(outcome.status == 0)
            let tree = try Program.tree(directory + "/out/wic")
            #expect(Array(tree.keys) == ["index.html"])
            let page = String(decoding: tree["index.html"] ?? Data(), as: UTF8.self)
            #expect(page.contains("style-src &#39;sha256-"))
        }
    }

    @Test func measuresOnATestPart() throws {
        try Program.withTemporaryDirectory { directory in
            for name in ["data", "gold"] {
                try FileManager.default.copyItem(
                    atPath: "\(Self.examples)/wic.\(name).txt",
                    toPath: "\(directory)/test.\(name).txt")
            }
            let outcome = try wic(
                Self.data, Self.gold, "--test", "test.data.txt", "test.gold.txt", "--json",
                in: directory)
            #expect(outcome.status == 0)
            #expect(outcome.output.contains("\"split\":{\"test\":60,\"train\":60}"))
            #expect(!FileManager.default.fileExists(atPath: directory + "/Output"))
        }
    }

    @Test func mistakesHaveTheirCodes() throws {
        try Program.withTemporaryDirectory { directory in
            #expect(try wic("none", Self.gold, in: directory).status == 66)
            #expect(try wic(Self.data, Self.gold, "--folds", "1", in: directory).status == 64)
            // What thresholds are chosen on is no test.
            let same = try wic(
                Self.data, Self.gold, "--test", Self.data, Self.gold, in: directory)
            #expect(same.status == 64)
            #expect(same.errors.contains("--test is the file that thresholds are chosen on"))
            try Data("T\n".utf8).write(to: URL(fileURLWithPath: directory + "/short"))
            let short = try wic(Self.data, "short", "-o", "out", in: directory)
            #expect(short.status == 65)
            #expect(short.errors.contains("there are fewer labels than pairs"))
            let many = try wic(Self.data, Self.gold, "--folds", "31", in: directory)
            #expect(many.status == 65)
            #expect(!FileManager.default.fileExists(atPath: directory + "/out"))
        }
    }
}
