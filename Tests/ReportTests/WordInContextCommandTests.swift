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
                    ".report.json", "index.html", "style.css", "data.json", "accuracy.csv",
                    "datapackage.json", "figures",
                    "figures/accuracy.png", "figures/accuracy.svg", "figures/accuracy-narrow.svg",
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
            #expect(tree.keys.sorted() == [".report.json", "index.html"])
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

    /// The same pairs as a list with labels give the same table, from one file.
    @Test func aListWithLabelsNeedsNoSecondFile() throws {
        try Program.withTemporaryDirectory { directory in
            func lines(_ path: String) throws -> [String] {
                String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
                    .split(separator: "\n").map(String.init)
            }
            var list = ["word\tsentence1\tsentence2\ttoken1\ttoken2\tlabel"]
            for (data, gold) in zip(try lines(Self.data), try lines(Self.gold)) {
                let fields = data.split(separator: "\t").map(String.init)
                let places = fields[2].split(separator: "-")
                list.append(
                    [fields[0], fields[3], fields[4]].joined(separator: "\t")
                        + "\t\(places[0])\t\(places[1])\t\(gold == "T" ? "1.0" : "0.0")")
            }
            try Data(list.joined(separator: "\n").utf8).write(
                to: URL(fileURLWithPath: directory + "/list.csv"))
            let published = try wic(Self.data, Self.gold, "-o", "a", in: directory)
            let own = try wic("list.csv", "-o", "b", in: directory)
            #expect(own.status == 0 && own.errors == "", "\(own.errors)")
            func table(_ text: String) -> Substring { text.prefix { $0 != "/" }.dropLast(1) }
            #expect(table(own.output) == table(published.output))
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
