import ReportTestSupport
import Testing

@testable import Analyses

struct FindingsTests {
    private func similarity(_ cosine: [Float]) throws -> String {
        try Sample.analysis(cosine: cosine, weights: Sample.flat).findings()[0].description
    }

    @Test func theSampleReadsWell() throws {
        #expect(
            try Sample.analysis(
                weights: [
                    [8, 1, 3, 1, 1, 6, 1, 2, 1, 4], [8, 1, 1, 1, 1, 3, 1, 6, 3, 1, 4],
                ], noise: 0
            ).findings().map(\.description) == [
                "The similarity of the two vectors of “bank” falls from 0.958 at the embeddings "
                    + "(emb) to 0.811 after the last layer (L5); it is lowest after L2 (0.806).",
                "Of the content words in sentence 1, “bank” attends most to “river”, both in the first "
                    + "layer (L0, 21.4%) and in the last (L5, 21.4%), averaged over the heads.",
                "Of the content words in sentence 2, “bank” attends most to “deposit”, both in the first "
                    + "layer (L0, 20.0%) and in the last (L5, 20.0%), averaged over the heads.",
            ])
    }

    @Test(
        arguments: [
            (
                [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3],
                "falls from 0.900 at the embeddings (emb) to 0.300 after the last layer (L5), where "
                    + "it is lowest."
            ),
            (
                [0.95, 0.951, 0.949, 0.95, 0.96, 0.95, 0.945],
                "hardly changes: its cosine stays between 0.945 and 0.960 at every layer."
            ),
            (
                [1, 1, 1, 1, 1, 1, 1],
                "hardly changes: its cosine stays between 1.000 and 1.000 at every layer."
            ),
            (
                [0.5, 0.6, 0.6, 0.7, 0.7, 0.8, 0.8],
                "does not fall but rises, from 0.500 at the embeddings (emb) to 0.800 after the last "
                    + "layer (L5)."
            ),
            (
                [0.5, 0.4, 0.6, 0.7, 0.7, 0.8, 0.8],
                "does not fall but rises, from 0.500 at the embeddings (emb) to 0.800 after the last "
                    + "layer (L5), after a low of 0.400 after L0."
            ),
            (
                [0.9, 0.8, 0.6, 0.5, 0.7, 0.8, 0.91],
                "hardly changes from 0.900 at the embeddings (emb) to 0.910 after the last layer "
                    + "(L5), but is lower in between: 0.500 after L2."
            ),
            (
                [0.5, 0.5, 0.6, 0.9, 0.6, 0.5, 0.5],
                "hardly changes from 0.500 at the embeddings (emb) to 0.500 after the last layer "
                    + "(L5), but is higher in between: 0.900 after L2."
            ),
            (
                [0.1, 0, -0.1, -0.2, -0.3, -0.4, -0.3],
                "falls from 0.100 at the embeddings (emb) to −0.300 after the last layer (L5); it is "
                    + "lowest after L4 (−0.400)."
            ),
        ] as [([Float], String)])
    func similarityIsToldAsItIs(_ cosine: [Float], _ expected: String) throws {
        #expect(
            try similarity(cosine) == "The similarity of the two vectors of “bank” " + expected)
    }

    /// Sentence 1 with one row of weights in the first layers and another in the last.
    private func attention(
        _ first: [Float], _ last: [Float], sentence: AnalyzedPair.Sentence = Sample.river,
        options: PairOptions = PairOptions(layer: 5)
    ) throws -> String {
        func normal(_ row: [Float]) -> [Float] { row.map { $0 / row.reduce(0, +) } }
        let heads = 12
        let rows = (0..<6).map { layer in
            Array(repeating: normal(layer == 5 ? last : first), count: heads)
        }
        let money = Array(
            repeating: Array(repeating: [Float](repeating: 1, count: 11), count: heads), count: 6)
        let analysis = try AnalyzedPair(
            id: "x", model: Sample.model, options: options, sentences: [sentence, Sample.money],
            similarity: .init(cosine: Sample.cosine),
            attention: [.init(targetRows: rows), .init(targetRows: money)])
        return analysis.findings()[1].description
    }

    @Test func aChangeOfFocusIsNamed() throws {
        #expect(
            try attention([0, 0, 0, 0, 0, 6, 0, 2, 0, 2], [0, 0, 0, 0, 0, 1, 0, 8, 0, 1])
                == "Of the content words in sentence 1, “bank” attends most to “river” in the first "
                + "layer (L0, 60.0%) and to “calm” in the last (L5, 80.0%), averaged over the heads."
        )
    }

    @Test func aCloseSecondIsNamedToo() throws {
        let text = try attention([0, 0, 0, 0, 0, 50, 0, 48, 0, 2], [0, 0, 0, 0, 0, 9, 0, 1, 0, 0])
        #expect(
            text.contains(
                "to “river” and almost as much to “calm” in the first layer (L0, 50.0% and 48.0%)"))
    }

    @Test func littleAttentionIsNotCalledMuch() throws {
        let text = try attention(
            [40, 1, 1, 1, 1, 2, 1, 1, 1, 51], [90, 0, 0, 0, 0, 5, 0, 1, 0, 4])
        #expect(
            text.contains(
                "“river”, both in the first layer (L0, 2.0%, no more than an equal share among 10 tokens) and"
            ))
        let even = [Float](repeating: 1, count: 10)
        #expect(
            try attention(even, even).contains(
                "in the first layer (L0, 10.0% and 10.0%, no more than an equal share among 10 tokens)"
            ))
    }

    @Test func withoutContentWordsNothingIsNamed() throws {
        let sentence = Sample.sentence(
            "To the bank!", pieces: [("to", 1), ("the", 2), ("bank", 3), ("!", 4)], word: "bank",
            target: [3])
        #expect(
            try attention([1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1], sentence: sentence)
                == "In sentence 1 there is no known content word besides “bank”, so none is named here."
        )
    }

    @Test func whatTheModelDoesNotKnowIsSaidAndNotNamed() throws {
        let sample = try Sample.analysis()
        func analysis(unknown: [Int]) throws -> AnalyzedPair {
            var sentences = sample.sentences
            for index in unknown { sentences[0].tokens[index] = "[UNK]" }
            return try AnalyzedPair(
                id: sample.id, model: sample.model, options: sample.options, sentences: sentences,
                similarity: sample.similarity, attention: sample.attention)
        }
        func finding(_ unknown: [Int]) throws -> String? {
            try analysis(unknown: unknown).unknownFinding(.first)?.description
        }
        #expect(try finding([]) == nil)
        #expect(
            try finding([5])
                == "The model does not know one of the 8 tokens of sentence 1 and reads it as [UNK]."
        )
        #expect(
            try analysis(unknown: [5]).sentence(.first).namedWords().groups.map(\.text) == ["calm"])
        #expect(
            try finding([5, 7])
                == "The model does not know 2 of the 8 tokens of sentence 1 and reads each as [UNK], so "
                + "that it cannot tell them apart.")
        #expect(try analysis(unknown: [5, 7]).sentence(.first).namedWords().groups.isEmpty)
        #expect(
            try finding([2, 5, 7])
                == "The model does not know 3 of the 8 tokens of sentence 1 and reads each as [UNK]: "
                + "“bank” is one of them, so that little here is about it.")
        #expect(try analysis(unknown: [5]).findings().count == sample.findings().count + 1)
    }

    @Test func piecesOfAWordCountTogether() throws {
        let sentence = Sample.sentence(
            "Rivers overflow the bank",
            pieces: [("rivers", 1), ("over", 2), ("##flow", 3), ("the", 4), ("bank", 5)],
            word: "bank", target: [5])
        let row: [Float] = [0, 30, 20, 25, 5, 0, 20]
        #expect(
            try attention(row, row, sentence: sentence).contains(
                "most to “overflow”, both in the first layer (L0, 45.0%)"))
    }

    @Test func theWordItselfAndGrammarAreNotNamed() throws {
        // Most goes to bank, the, [CLS] and the full stop.
        let row: [Float] = [30, 15, 20, 1, 10, 3, 0, 12, 9, 0]
        #expect(
            try attention(row, row).contains("most to “calm”, both in the first layer (L0, 12.0%)"))
    }

    @Test func hiddenTokensLeaveLargerShares() throws {
        let row: [Float] = [50, 0, 0, 0, 0, 30, 0, 10, 0, 10]
        let text = try attention(row, row, options: PairOptions(layer: 5, special: .hide))
        #expect(text.contains("(L0, 75.0%)"))
        #expect(text.hasSuffix("averaged over the heads, special tokens left out."))
    }

    @Test func namesTheLayerThatIsShown() throws {
        let row: [Float] = [0, 0, 0, 0, 0, 6, 0, 2, 0, 2]
        #expect(
            try attention(row, row, options: PairOptions(layer: 3)).contains(
                "and in a later one (L3, 60.0%)"))
        #expect(
            try attention(row, row, options: PairOptions(layer: 0))
                == "Of the content words in sentence 1, “bank” attends most to “river” in the first "
                + "layer (L0, 60.0%), averaged over the heads.")
    }

    @Test func twoWordsAreBothNamed() throws {
        var other = Sample.money
        other.word = "to"
        other.target = [3]
        let analysis = try Sample.analysis(
            sentences: [Sample.river, other], weights: Sample.flat)
        #expect(
            analysis.findings()[0].description
                .hasPrefix("The similarity of the vectors of “bank” and “to” falls"))
    }

    // MARK: Other languages and tokenizers

    /// What is said of the first sentence, in which every token has the same attention but one.
    private func finding(
        _ text: String, _ tokens: [String], word: String, most: Int
    ) throws -> String {
        let target = try #require(tokens.firstIndex(of: word.lowercased())) + 1
        let sentence = Sample.sentence(
            text, pieces: tokens.map { ($0, 1) }, word: word, target: [target])
        var row = [Float](repeating: 1, count: tokens.count + 2)
        row[most + 1] = 5
        return try attention(row, row, sentence: sentence)
    }

    @Test func contentWordsOfOtherLanguagesAreNamed() throws {
        let tokens = ["die", "bank", "am", "fluss", "war", "nass", "."]
        // Most goes to the article, which is no content word.
        #expect(
            try finding("Die Bank am Fluss war nass.", tokens, word: "Bank", most: 0)
                == "Of the content words in sentence 1, “Bank” attends most to “Fluss” and almost as much "
                + "to “nass”, both in the first layer (L0, 7.7% and 7.7%, no more than an equal share "
                + "among 9 tokens) and in the last (L5, 7.7% and 7.7%, no more than an equal share among "
                + "9 tokens), averaged over the heads.")
    }

    @Test func withoutAListNoClaimIsMade() throws {
        #expect(
            try finding(
                "Pank laenab inimestele raha.", ["pank", "laenab", "inimestele", "raha", "."],
                word: "Pank", most: 3)
                == "Of all words in sentence 1, function words included, “Pank” attends most to “raha”, both in "
                + "the first layer (L0, 45.5%) and in the last (L5, 45.5%), averaged over the heads."
        )
        let alone = try finding("Pank!", ["pank", "!"], word: "Pank", most: 1)
        #expect(
            alone
                == "In sentence 1 there is no known word besides “Pank”, so none is named here.")
    }

    @Test func charactersAreCalledCharacters() throws {
        #expect(
            try finding("河边很美", ["河", "边", "很", "美"], word: "河", most: 3).hasPrefix(
                "Of all characters in sentence 1, “河” attends most to “美”, both in the first layer")
        )
    }

    @Test func wordsAmongCharactersAreNamedToo() throws {
        #expect(
            try finding("銀行はお金を", ["銀", "行", "はお", "金", "を"], word: "銀", most: 3).hasPrefix(
                "Of all words and characters in sentence 1, “銀” attends most to “金”"))
    }

    /// Byte-level pieces do not say where a word goes on; the numbers of the words do.
    @Test func wordNumbersJoinPieces() throws {
        let tokens = ["<s>", "The", "Ġbank", "Ġof", "Ġthe", "Ġriver", "side", ".", "</s>"]
        func analysis(_ words: [Int?]?) throws -> AnalyzedPair {
            let sentence = AnalyzedPair.Sentence(
                text: "The bank of the riverside.", tokens: tokens,
                ids: Array(0..<tokens.count),
                offsets: [0..<0, 0..<3, 4..<8, 9..<11, 12..<15, 16..<21, 21..<25, 25..<26, 0..<0],
                word: "bank", target: [2], special: [0, 8], words: words)
            return try Sample.analysis(
                sentences: [sentence, Sample.money],
                options: PairOptions(layer: 5, special: .hide),
                weights: [[9, 1, 1, 1, 1, 3, 3, 2, 9], [8, 1, 1, 1, 1, 3, 1, 6, 3, 1, 4]], noise: 0)
        }
        let numbered = try analysis([nil, 0, 1, 2, 3, 4, 4, 5, nil])
        #expect(numbered.sentence(.first).namedWords().groups.map(\.text) == ["riverside"])
        #expect(
            numbered.attentionFinding(.first).description.contains(
                "most to “riverside”, both in the first layer (L0, 50.0%)"))
        #expect(numbered.view.hiddenNote == ", <s>, </s>, [CLS] and [SEP] left out")
        // They survive the file, and what has none gets none.
        #expect(try AnalyzedPair(json: numbered.json()) == numbered)
        let json = String(decoding: try analysis(nil).json(), as: UTF8.self)
        #expect(!json.contains("words"))
        #expect(
            throws: AnalyzedPairError.wrongCount(part: "sentences[0].words", expected: 9, found: 1)
        ) {
            try analysis([0])
        }
    }
}
