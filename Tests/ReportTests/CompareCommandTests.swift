import Foundation
import Testing

@Suite struct CompareCommandTests {
    private static let families = ["distilbert-tiny", "roberta-tiny", "bert-tiny"]

    private static func model(_ family: String) -> String {
        Program.tinyModel.replacingOccurrences(of: "distilbert-tiny", with: family)
    }

    private static func models(_ families: [String] = families) -> [String] {
        families.flatMap { ["--model", model($0)] }
    }

    private static let pair = ["The bank of the river.", "She went to the bank.", "--word", "bank"]

    private static let list: String = {
        var lines = ["id,word,sentence1,sentence2,label"]
        for (index, word) in ["bank", "river", "money", "house", "dog", "day"].enumerated() {
            let first = "The \(word) was dark."
            lines.append("\(index)-s,\(word),\(first),A \(word) came.,same")
            lines.append("\(index)-d,\(word),\(first),She went to the \(word).,different")
        }
        return lines.joined(separator: "\n") + "\n"
    }()

    private func run(
        _ arguments: [String], in directory: String, cache: String = "cache"
    ) throws -> Program.Outcome {
        try Program.run(
            ["compare"] + arguments, directory: directory,
            environment: ["XDG_CACHE_HOME": "\(directory)/\(cache)"])
    }

    @Test func aPairIsTheSameAgainAndAFurtherModelTakesItsOwnTime() throws {
        try Program.withTemporaryDirectory { directory in
            func pair(
                _ families: [String], _ output: String, _ cache: String = "cache"
            ) throws
                -> Program.Outcome
            {
                try run(
                    Self.pair + Self.models(families)
                        + ["--calibration", "own.csv", "-o", output, "--date", "2026-01-01"],
                    in: directory, cache: cache)
            }
            try Data(Self.list.utf8).write(to: URL(fileURLWithPath: directory + "/own.csv"))
            let first = try pair(Array(Self.families.prefix(2)), "a")
            #expect(first.status == 0, "\(first.errors)")
            #expect(first.output.hasPrefix("model            best layer  right"))
            #expect(first.output.hasSuffix("a/bank-models/index.html\n"))
            #expect(first.errors.contains("roberta-tiny: calibrating this model on own.csv, once"))
            // Of three models, two are known.
            let more = try pair(Self.families, "b")
            #expect(more.status == 0, "\(more.errors)")
            let measured = more.errors.split(separator: "\n").filter {
                $0.contains(": calibrating")
            }
            #expect(
                measured == [
                    "report: bert-tiny: calibrating this model on own.csv, once"
                ])
            // And the numbers do not depend on that.
            _ = try pair(Self.families, "c", "other")
            let tree = try Program.tree(directory + "/b/bank-models")
            #expect(tree.count > 15)
            for (name, bytes) in tree where name != ".report.json" {
                #expect(try bytes == Program.tree(directory + "/c/bank-models")[name], "\(name)")
            }
            let page = String(decoding: tree["index.html"] ?? Data(), as: UTF8.self)
            #expect(
                page.contains("report compare --model ./distilbert-tiny --model ./roberta-tiny"))
            #expect(!page.contains(directory))
        }
    }

    @Test func aListSaysWhichModelIsBest() throws {
        try Program.withTemporaryDirectory { directory in
            try Data(Self.list.utf8).write(to: URL(fileURLWithPath: directory + "/own.csv"))
            let outcome = try run(
                ["own.csv", "--calibration", "own.csv"] + Self.models() + ["-o", "out"],
                in: directory)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let heading = outcome.output.prefix { $0 != "\n" }.split(separator: " ")
            #expect(heading.prefix(4) == ["model", "right", "95%", "interval"])
            #expect(outcome.output.contains("Of the 12 labelled pairs that all models read, "))
            #expect(outcome.errors.contains("bert-tiny: reading 12 pairs"))
            let tree = try Program.tree(directory + "/out/own-models")
            let ranking = String(decoding: tree["ranking.csv"] ?? Data(), as: UTF8.self)
            #expect(ranking.split(whereSeparator: \.isNewline).count == 4)
            let json = try run(
                ["own.csv", "--calibration", "own.csv", "--json"] + Self.models(), in: directory)
            #expect(Data(json.output.utf8) == tree["data.json"])
        }
    }

    @Test(
        arguments: [
            (pair + models(["bert-tiny"]), "give --model for each of 2 to 12 models; found 1"),
            (pair + models(Array(repeating: "a", count: 13)), "of 2 to 12 models; found 13"),
            (pair + models(["bert-tiny", "bert-tiny"]), "names "),
            (
                ["A bank.", "The bank."] + models(),
                "two sentences need --word, which says what to look at"
            ),
            (["own.csv", "--word", "bank"] + models(), "the rows of a list have their own"),
            (pair + ["--gold", "x.txt"] + models(), "--gold has the labels of a list"),
            (pair + models() + ["--threads", "0"], "--threads takes a number of at least 1"),
            (pair, "--model <model>"),
        ] as [([String], String)])
    func whatMakesNoComparisonIsRefused(_ arguments: [String], _ message: String) throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try run(arguments, in: directory)
            #expect(outcome.status == 64, "\(outcome.errors)")
            #expect(outcome.errors.contains(message), "\(outcome.errors)")
            #expect(try Program.tree(directory).isEmpty)
        }
    }

    /// Before the first model runs, and nothing is left behind.
    @Test func whatIsNotThereShowsAtOnce() throws {
        try Program.withTemporaryDirectory { directory in
            let model = try run(
                Self.pair + Self.models(["bert-tiny"]) + ["--model", "./none"], in: directory)
            #expect(model.status == 69 && model.errors.contains("none"), "\(model.errors)")
            #expect(!model.errors.contains("calibrating"))
            let list = try run(["none.csv"] + Self.models(), in: directory)
            #expect(list.status == 66, "\(list.errors)")
            let word = try run(
                ["A day.", "A day.", "--word", "night"] + Self.models(), in: directory)
            #expect(word.status == 65)
            #expect(
                word.errors.contains("distilbert-tiny can be compared on none of the pairs"),
                "\(word.errors)")
            #expect(try Program.tree(directory).keys.allSatisfy { $0.hasPrefix("cache") })
        }
    }

    @Test func rowsThatCannotBeUsedAreNamed() throws {
        try Program.withTemporaryDirectory { directory in
            try Data((Self.list + "x,night,A day.,A day.,same\ny,day,,A day.,same\n").utf8).write(
                to: URL(fileURLWithPath: directory + "/own.csv"))
            let outcome = try run(
                ["own.csv", "--calibration", "own.csv"]
                    + Self.models(["bert-tiny", "roberta-tiny"]) + ["-o", "out"],
                in: directory)
            #expect(outcome.status == 1, "\(outcome.errors)")
            #expect(outcome.errors.contains("roberta-tiny, row 13: "))
            #expect(outcome.errors.contains("row 14: "))
            let page = try String(
                contentsOfFile: directory + "/out/own-models/index.html", encoding: .utf8)
            #expect(page.contains("Rows that could not be used"))
        }
    }
}
