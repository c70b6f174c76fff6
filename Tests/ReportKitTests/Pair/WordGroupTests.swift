import Testing

@testable import ReportKit

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
        let sentence = PairAnalysis.Sentence(
            text: "ab", tokens: ["[CLS]", "##ab", "[SEP]"], ids: [1, 2, 3],
            offsets: [0..<0, 0..<2, 0..<0], word: "ab", target: [1], special: [0, 2])
        #expect(sentence.wordGroups().map(\.tokens) == [[0], [1], [2]])
    }

    @Test func withoutTextTheTokensNameTheWord() {
        let sentence = PairAnalysis.Sentence(
            text: "", tokens: ["em", "##bank"], ids: [1, 2], offsets: [0..<0, 0..<0], word: "x",
            target: [0], special: [])
        #expect(sentence.wordGroups().map(\.text) == ["embank"])
    }
}
