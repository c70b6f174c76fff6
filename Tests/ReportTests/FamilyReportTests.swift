import Foundation
import Testing

/// The whole program on a model of every family: all commands, analyses and kinds of figures.
@Suite struct FamilyReportTests {
    private static let families = [
        "albert-tiny", "bert-tiny", "bert-tiny-gelu-new", "camembert-tiny", "deberta-tiny",
        "deberta-v2-v3", "distilbert-tiny", "electra-tiny", "modernbert-tiny", "mpnet-tiny",
        "roberta-tiny", "roformer-tiny", "xlm-roberta-sentencepiece", "xlm-roberta-xl-tiny",
    ]
    private static let fixtures = URL(fileURLWithPath: Program.tinyModel)
        .deletingLastPathComponent().path
    private static let examples =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path + "/Examples"
    private static let sentences = [
        "The bank of the riverside wasn't calm.", "She went to the bank to deposit money.",
    ]

    private func report(_ arguments: [String], _ family: String) throws -> Program.Outcome {
        try Program.run(arguments + ["--model", "\(Self.fixtures)/\(family)"])
    }

    /// The names that the model gives to the tokens that it adds.
    private func special(_ family: String) -> [String] {
        ["mpnet-tiny", "roberta-tiny", "xlm-roberta-sentencepiece"].contains(family)
            ? ["<s>", "</s>"] : ["[CLS]", "[SEP]"]
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    /// Nothing that a reader sees names tokens of another family, or a piece as a word.
    private func expectOwnNames(_ text: String, _ family: String, _ place: String) {
        let others =
            special(family) == ["<s>", "</s>"] ? ["[CLS]", "[SEP]"] : ["&lt;s&gt;", "<s>"]
        for name in others { #expect(!text.contains(name), "\(place): \(name)") }
    }

    @Test(arguments: families)
    func pairsNameWordsAndTokensAsTheModelDoes(_ family: String) throws {
        try Program.withTemporaryDirectory { directory in
            let pair = try report(
                ["pair"] + Self.sentences + [
                    "--word", "bank", "--analyses", "all", "--special", "hide", "-o", directory,
                ], family)
            #expect(pair.status == 0, "\(pair.errors)")
            let page = try text("\(directory)/bank/index.html")
            expectOwnNames(page, family, "index.html")
            let names = special(family).map {
                $0.replacingOccurrences(of: "<", with: "&lt;")
                    .replacingOccurrences(of: ">", with: "&gt;")
            }
            #expect(page.contains(", \(names[0]) and \(names[1]) left out"))
            // "riverside" is of several pieces in every family; none of them is called a word.
            let findings = page.matches(of: /<bdi class="term"[^>]*>([^<]*)<\/bdi>/)
                .map { $0.1.replacing("&#39;", with: "'") }
            #expect(!findings.isEmpty)
            for word in findings {
                // SentencePiece cuts at spaces alone, so that a full stop stays with its word.
                #expect(
                    Self.sentences.joined(separator: " ").split { " .".contains($0) }.contains(
                        word.hasSuffix(".") ? word.dropLast() : word),
                    "\(word)")
            }
            for name in try FileManager.default.contentsOfDirectory(
                atPath: "\(directory)/bank/figures") where name.hasSuffix(".svg")
            {
                expectOwnNames(try text("\(directory)/bank/figures/\(name)"), family, name)
            }
        }
    }

    /// Drawn from the file of its numbers, a page is the same but for its explorer.
    @Test(arguments: ["bert-tiny", "modernbert-tiny", "roberta-tiny", "xlm-roberta-sentencepiece"])
    func partsOfABatchMergeIntoTheWhole(_ family: String) throws {
        try Program.withTemporaryDirectory { directory in
            let list = "\(directory)/list.csv"
            let rows =
                "bank,bank,\(Self.sentences[0]),\(Self.sentences[1])\nb,bank,A bank.,The bank.\n"
            try Data(("id,word,sentence1,sentence2\n" + rows).utf8).write(
                to: URL(fileURLWithPath: list))
            let options = ["--analyses", "all", "--special", "hide", "--figures", "all"]
            let whole = try report(
                ["batch", list, "-o", "\(directory)/whole", "--top", "1"] + options, family)
            #expect(whole.status == 0, "\(whole.errors)")
            for index in 1...2 {
                _ = try report(
                    [
                        "batch", list, "-o", "\(directory)/\(index)", "--shard", "\(index)/2",
                        "--top", "1",
                    ]
                        + options, family)
            }
            let merge = try Program.run(
                "merge", "\(directory)/1", "\(directory)/2", "-o", "\(directory)/all")
            #expect(merge.status == 0, "\(merge.errors)")
            #expect(
                try Program.tree("\(directory)/all") == Program.tree("\(directory)/whole"))
        }
    }

    @Test(arguments: families)
    func reportsOfWordsAndBatchesAreMade(_ family: String) throws {
        try Program.withTemporaryDirectory { directory in
            let word = try report(
                ["word", "\(Self.examples)/bank.csv", "--word", "bank", "-o", directory], family)
            #expect(word.status == 0, "\(word.errors)")
            let list = "\(directory)/list.csv"
            try Data("word,sentence1,sentence2\nbank,A bank.,The bank.\n".utf8).write(
                to: URL(fileURLWithPath: list))
            let batch = try report(
                ["batch", list, "-o", "\(directory)/batch", "--analyses", "all"], family)
            #expect(batch.status == 0, "\(batch.errors)")
            let senses = try report(
                [
                    "wic", "\(Self.examples)/wic.data.txt", "\(Self.examples)/wic.gold.txt", "-o",
                    directory,
                ], family)
            #expect(senses.status == 0, "\(senses.errors)")
            for path in ["bank/index.html", "wic/index.html"] {
                expectOwnNames(try text("\(directory)/\(path)"), family, path)
            }
        }
    }

    /// Every kind of figure, by tokens and by words.
    @Test(arguments: families)
    func everyKindOfFigureIsDrawn(_ family: String) throws {
        try Program.withTemporaryDirectory { directory in
            let kinds = [
                "similarity", "bars", "heatmap", "tokens", "heads", "links", "corrected", "rollout",
                "norm", "head-profile", "head-plane", "head-distance", "token-similarity",
                "neighbours", "geometry",
            ]
            // Only some checkpoints have the head that makes them.
            let all = kinds + (family == "electra-tiny" ? [] : ["substitutes"])
            let figures = all.flatMap { kind in
                [
                    "  - {output: \(kind).svg, kind: \(kind), side: both}",
                    "  - {output: \(kind)-words.svg, kind: \(kind), side: both, words: yes, special: hide}",
                ]
            }
            let list = """
                model: \(Self.fixtures)/\(family)
                word: bank
                sentences:
                  - "\(Self.sentences[0])"
                  - "\(Self.sentences[1])"
                figures:
                \(figures.joined(separator: "\n"))

                """
            let path = "\(directory)/list.yaml"
            try Data(list.utf8).write(to: URL(fileURLWithPath: path))
            let outcome = try Program.run("figures", path)
            #expect(outcome.status == 0, "\(outcome.errors)")
            for kind in all {
                for file in ["\(kind).svg", "\(kind)-words.svg"] {
                    expectOwnNames(try text("\(directory)/\(file)"), family, file)
                }
            }
            // Labels are drawn as outlines, but a figure's description has them.
            let named = try all.filter {
                try text("\(directory)/\($0)-words.svg").contains("riverside")
            }
            #expect(named.contains("bars") && named.contains("tokens"))
            for kind in all {
                let words = try text("\(directory)/\(kind)-words.svg")
                #expect(!["Ġ", "##", "▁"].contains(where: words.contains), "\(kind)")
            }
        }
    }

    /// However a family's tokenizer marks pieces, a word of several is found whole, and named whole wherever
    /// words are named.
    @Test(arguments: families)
    func aWordOfSeveralPiecesIsOneWord(_ family: String) throws {
        try Program.withTemporaryDirectory { directory in
            let list = "\(directory)/list.csv"
            let rows =
                "riverside,The riverside was calm and she went to the bank.,She saw the riverside.\n"
            try Data(("word,sentence1,sentence2\n" + rows).utf8).write(
                to: URL(fileURLWithPath: list))
            let batch = try report(
                ["batch", list, "-o", directory, "--analyses", "all", "--figures", "all"], family)
            #expect(batch.status == 0, "\(batch.errors)")
            let paths = try FileManager.default.subpathsOfDirectory(atPath: "\(directory)/pairs")
            let name = try #require(paths.first { $0.hasSuffix("/data.json") })
            let pair = "\(directory)/pairs/\(name.dropLast("/data.json".count))"
            let data = try Data(contentsOf: URL(fileURLWithPath: "\(pair)/data.json"))
            let object = try #require(
                try JSONSerialization.jsonObject(with: data) as? [String: Any])
            for sentence in try #require(object["sentences"] as? [[String: Any]]) {
                let text = try #require(sentence["text"] as? String)
                let target = try #require(sentence["target"] as? [Int])
                let offsets = try #require(sentence["offsets"] as? [[Int]])
                #expect(sentence["word"] as? String == "riverside" && target.count > 1)
                let places = target.map { offsets[$0] }
                let start = try #require(places.map { $0[0] }.min())
                let end = try #require(places.map { $0[1] }.max())
                let covered = text.dropFirst(start).prefix(end - start)
                #expect(covered.trimmingCharacters(in: .whitespaces) == "riverside")
            }
            // In findings, headings and lists a word is named, and no piece.
            for path in ["\(pair)/index.html", "\(directory)/index.html"] {
                let page = try text(path)
                #expect(page.contains("<mark>riverside</mark>"), "\(path)")
                for term in page.matches(of: /<bdi class="term"[^>]*>([^<]*)</).map(\.1) {
                    #expect(!["Ġ", "##", "▁"].contains(where: term.contains), "\(path): \(term)")
                }
            }
            let summary = try text("\(directory)/summary.csv")
            #expect(summary.contains("riverside"))
            #expect(!["Ġ", "##", "▁"].contains(where: summary.contains))
        }
    }
}
