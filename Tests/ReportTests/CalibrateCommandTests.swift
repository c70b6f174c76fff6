import Foundation
import Testing

@Suite struct CalibrateCommandTests {
    private static let head = "word,sentence1,sentence2,label\n"

    private static func list(_ labels: [String]) -> String {
        head
            + ["bank", "river", "money", "house", "dog", "day"].flatMap { word in
                labels.map { "\(word),The \(word) was dark.,A \(word) came \($0).,\($0)\n" }
            }.joined()
    }

    @Test func writesAReportThatIsTheSameAgain() throws {
        try Program.withTemporaryDirectory { directory in
            try Data(Self.list(["same", "different"]).utf8).write(
                to: URL(fileURLWithPath: directory + "/own.csv"))
            func run(_ output: String) throws -> Program.Outcome {
                try Program.run(
                    [
                        "calibrate", "own.csv", "--model", Program.tinyModel, "-o", output,
                        "--date", "2026-01-01",
                    ], directory: directory,
                    environment: ["XDG_CACHE_HOME": "\(directory)/\(output)-cache"])
            }
            let first = try run("a")
            #expect(first.status == 0, "\(first.errors)")
            #expect(first.output.hasPrefix("layer  AUC"))
            _ = try run("b")
            let tree = try Program.tree(directory + "/a/calibration")
            #expect(
                Set(tree.keys).isSuperset(of: [
                    "index.html", "data.json", "calibration.csv", "figures/similarity.svg",
                ]))
            for (name, bytes) in tree where name != ".report.json" {
                #expect(
                    try bytes == Program.tree(directory + "/b/calibration")[name], "\(name)")
            }
            let json = try #require(
                try JSONSerialization.jsonObject(with: tree["data.json"] ?? Data())
                    as? [String: Any])
            #expect(json["same"] as? Int == 6 && json["different"] as? Int == 6)
            #expect(json["list"] as? String == "own.csv")
            let page = String(decoding: tree["index.html"] ?? Data(), as: UTF8.self)
            #expect(page.contains("On held-out words, "))
            #expect(page.contains("report calibrate own.csv --model "))
        }
    }

    @Test func aListOfOneLabelIsRefused() throws {
        try Program.withTemporaryDirectory { directory in
            try Data(Self.list(["same"]).utf8).write(
                to: URL(fileURLWithPath: directory + "/own.csv"))
            for arguments in [
                ["calibrate", "own.csv", "-o", "out"],
                [
                    "pair", "A bank.", "The bank.", "--word", "bank", "--calibration", "own.csv",
                    "-o", "out",
                ],
            ] {
                let outcome = try Program.run(
                    arguments + ["--model", Program.tinyModel], directory: directory)
                #expect(outcome.status == 65, "\(outcome.status)")
                #expect(
                    outcome.errors.contains(
                        "the list for calibration has 6 pairs with the same sense and 0 with different senses"
                    ))
                #expect(!FileManager.default.fileExists(atPath: directory + "/out"))
            }
        }
    }

    @Test func aBatchHasTheVerdictsInItsTable() throws {
        try Program.withTemporaryDirectory { directory in
            try Data(Self.list(["same", "different"]).utf8).write(
                to: URL(fileURLWithPath: directory + "/own.csv"))
            let outcome = try Program.run(
                [
                    "batch", "own.csv", "-o", "out", "--calibration", "own.csv", "--figures",
                    "none", "--model", Program.tinyModel,
                ], directory: directory)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let summary = try String(
                contentsOfFile: directory + "/out/summary.csv", encoding: .utf8)
            let lines = summary.split(whereSeparator: \.isNewline)
            #expect(lines[0].contains(",page,best_layer,emb,"))
            #expect(lines[0].hasSuffix(",percentile_same,percentile_different,log_odds"))
            #expect(lines.count == 13)
            for line in lines.dropFirst() {
                let odds = try #require(line.split(separator: ",").last.flatMap { Double($0) })
                #expect(odds.isFinite)
            }
            let index = try String(contentsOfFile: directory + "/out/index.html", encoding: .utf8)
            #expect(index.contains("likeliest the same sense"))
            // What a calibration belongs to is said.
            let idle = try Program.run(
                [
                    "batch", "own.csv", "-o", "out2", "--analyses", "corrected", "--calibration",
                    "own.csv", "--model", Program.tinyModel,
                ], directory: directory)
            #expect(idle.status == 64)
            #expect(idle.errors.contains("--calibration needs the analysis verdict"))
        }
    }
}
