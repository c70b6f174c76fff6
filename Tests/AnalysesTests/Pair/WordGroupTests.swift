import ReportTestSupport
import Testing

@testable import Analyses
@testable import Lists

struct WordGroupTests {
    @Test func piecesJoinTheTokenBefore() {
        let sentence = Sample.sentence(
            "The Embankment, calm.",
            pieces: [
                ("the", 1), ("em", 2), ("##bank", 3), ("##ment", 4), (",", 5), ("calm", 6),
                (".", 7),
            ], word: "calm", target: [6])
        let groups = sentence.wordGroups()
        #expect(
            groups.map(\.text) == ["[CLS]", "The", "Embankment", ",", "calm", ".", "[SEP]"])
        #expect(groups[2].tokens == [2, 3, 4])
    }

    @Test func aPieceNeverJoinsAnAddedToken() {
        let sentence = AnalyzedPair.Sentence(
            text: "ab", tokens: ["[CLS]", "##ab", "[SEP]"], ids: [1, 2, 3],
            offsets: [0..<0, 0..<2, 0..<0], word: "ab", target: [1], special: [0, 2])
        #expect(sentence.wordGroups().map(\.tokens) == [[0], [1], [2]])
    }

    @Test func withoutTextTheTokensNameTheWord() {
        let sentence = AnalyzedPair.Sentence(
            text: "", tokens: ["em", "##bank"], ids: [1, 2], offsets: [0..<0, 0..<0], word: "x",
            target: [0], special: [])
        #expect(sentence.wordGroups().map(\.text) == ["embank"])
    }

    @Test func numbersCountBeforeSpelling() {
        let sentence = AnalyzedPair.Sentence(
            text: "a riverside", tokens: ["<s>", "a", "Ġriver", "side", "</s>"],
            ids: [0, 1, 2, 3, 4],
            offsets: [0..<0, 0..<1, 2..<7, 7..<11, 0..<0], word: "a", target: [1], special: [0, 4],
            words: [nil, 0, 1, 1, nil])
        #expect(sentence.wordGroups().map(\.text) == ["<s>", "a", "riverside", "</s>"])
        #expect(sentence.wordGroups().map(\.tokens) == [[0], [1], [2, 3], [4]])
    }

    /// With a real tokenizer of every kind the words are those that it sees.
    @Test(arguments: ["distilbert-tiny", "mpnet-tiny", "electra-tiny", "bert-tiny", "roberta-tiny"])
    func everyFamilyHasItsWords(_ family: String) throws {
        let model = try TinyModel.load(family)
        let pair = SentencePair(
            "The riverside bank, don't!", "A bank: riverbanks' bank.", word: "bank")
        let analysis = try PairAnalyzer(model: model).analyze(pair).analysis
        let words = analysis.sentences.map { sentence in
            zip(
                sentence.wordGroups(),
                sentence.wordGroups().map { sentence.isSpecial[$0.tokens[0]] }
            )
            .filter { !$1 && !$0.text.isEmpty }.map(\.0.text)
        }
        let negation = family == "roberta-tiny" ? ["'t"] : ["'", "t"]
        #expect(words[0] == ["The", "riverside", "bank", ",", "don"] + negation + ["!"])
        #expect(words[1] == ["A", "bank", ":", "riverbanks", "'", "bank", "."])
        // Only where the spelling does not say it are the numbers in the file.
        let hasNumbers = analysis.sentences.contains { $0.words != nil }
        #expect(hasNumbers == (family == "roberta-tiny"))
        // A report that is drawn from its file is the same.
        #expect(try AnalyzedPair(json: analysis.json()).findings() == analysis.findings())
    }
}
