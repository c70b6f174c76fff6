import Foundation
import Testing

/// Texts that are too long for the attention of all their tokens.
@Suite struct LongTextTests {
    private static let model =
        URL(fileURLWithPath: Program.tinyModel).deletingLastPathComponent().path
        + "/modernbert-long"
    /// About 700 tokens, with the word once in the middle.
    private static func text(_ sentence: String) -> String {
        let filler = [String](repeating: "the river was calm and she went home.", count: 35)
        return (filler + [sentence] + filler).joined(separator: " ")
    }
    private static let texts = [
        text("A bank of sand."), text("She took money to the bank."),
    ]

    @Test func aPairShowsTheWordsSurroundings() throws {
        try Program.withTemporaryDirectory { directory in
            let outcome = try Program.run(
                ["pair"] + Self.texts + [
                    "--word", "bank", "--model", Self.model, "--analyses", "all", "-o", directory,
                ])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let page = try String(
                contentsOfFile: "\(directory)/bank/index.html", encoding: .utf8)
            #expect(
                page.contains(" of sentence 2: those around the word, and those that it attends"))
            #expect(page.contains("<blockquote><p lang=\"\" dir=\"auto\" translate=\"no\">… "))
            for name in ["Attention rollout", "What the heads do", "Path through the layers"] {
                #expect(
                    page.contains(
                        "\(name): not available, because it is about every token, and a text has more "
                            + "than 512 of them."), "\(name)")
            }
            // What needs no map of all tokens is there.
            let anchors = [
                "norm", "substitutes", "neighbours", "intra-sentence", "sinks", "occlusion",
                "verdict",
            ]
            for anchor in anchors {
                #expect(page.contains("id=\"beyond-\(anchor)\""), "\(anchor)")
            }
            #expect(!page.contains("id=\"explore\""))
            // The page lists what it shows; the data has all.
            #expect(page.utf8.count < 600_000)
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/bank/data.json"))
            let object = try #require(
                try JSONSerialization.jsonObject(with: data) as? [String: Any])
            let attention = try #require(object["attention"] as? [[String: Any]])
            let sentences = try #require(object["sentences"] as? [[String: Any]])
            for (attention, sentence) in zip(attention, sentences) {
                let rows = try #require(attention["target_rows"] as? [[[Double]]])
                let tokens = try #require(sentence["tokens"] as? [String])
                #expect(tokens.count > 512 && rows.joined().allSatisfy { $0.count == tokens.count })
                #expect(rows.joined().allSatisfy { abs($0.reduce(0, +) - 1) < 1e-4 })
            }
        }
    }

    @Test func figuresAreDrawnOrSayWhyNot() throws {
        try Program.withTemporaryDirectory { directory in
            func draw(_ kind: String) throws -> Program.Outcome {
                try Program.run(
                    ["figure", kind] + Self.texts + [
                        "--word", "bank", "--model", Self.model, "--side", "both", "-o",
                        "\(directory)/\(kind).svg",
                    ])
            }
            for kind in [
                "similarity", "bars", "heatmap", "links", "corrected", "norm", "token-similarity",
                "neighbours", "substitutes", "sinks", "intra-sentence", "occlusion",
            ] {
                let outcome = try draw(kind)
                #expect(outcome.status == 0, "\(kind): \(outcome.errors)")
                let file = try Data(
                    contentsOf: URL(fileURLWithPath: "\(directory)/\(kind).svg"))
                #expect(file.count < 1_000_000, "\(kind)")
            }
            for kind in [
                "tokens", "heads", "rollout", "geometry", "head-profile", "head-plane",
                "head-distance",
            ] {
                let outcome = try draw(kind)
                #expect(outcome.status != 0)
                #expect(outcome.errors.contains("more than 512"), "\(kind): \(outcome.errors)")
                #expect(!FileManager.default.fileExists(atPath: "\(directory)/\(kind).svg"))
            }
        }
    }

    @Test func wordsAreComparedInLongTexts() throws {
        try Program.withTemporaryDirectory { directory in
            let rows = Self.texts + ["A bank.", "The bank of the river."]
            let list = "\(directory)/list.csv"
            try Data(("sentence\n" + rows.map { "\($0)\n" }.joined()).utf8).write(
                to: URL(fileURLWithPath: list))
            let outcome = try Program.run(
                ["word", list, "--word", "bank", "--model", Self.model, "-o", directory])
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }
}
