import Testing

@testable import Encoder

@Suite struct PreTokenizerTests {
    private func split(_ preTokenizer: PreTokenizer, _ text: String) -> [String] {
        preTokenizer([PreToken(NormalizedText(text).scalars[...])]).map(\.text)
    }

    @Test func whitespaceSeparatesWordsFromSigns() {
        #expect(
            split(.whitespace, "don't  go_on!? 3.5") == [
                "don", "'", "t", "go_on", "!?", "3", ".", "5",
            ])
    }

    @Test func whitespaceSplitKeepsSigns() {
        #expect(split(.whitespaceSplit, " don't\u{3000}go!\n") == ["don't", "go!"])
    }

    @Test func punctuationHasRoles() {
        #expect(split(.punctuation(.isolated), "a..b c") == ["a", ".", ".", "b c"])
        #expect(split(.punctuation(.removed), "a..b.") == ["a", "b"])
        #expect(split(.punctuation(.contiguous), "a..b.") == ["a", "..", "b", "."])
    }

    @Test func sequencesSplitWhatIsSplit() {
        #expect(
            split(.sequence([.whitespaceSplit, .punctuation(.isolated)]), "it's so") == [
                "it", "'", "s", "so",
            ])
    }

    @Test func tokensInTheTextStayWhole() {
        let text = NormalizedText("a b").scalars
        let parts = [PreToken(text[...], tokenID: 7), PreToken(text[...])]
        #expect(PreTokenizer.bert(parts).map(\.text) == ["a b", "a", "b"])
        #expect(PreTokenizer.sequence([.bert])(parts).map(\.tokenID) == [7, nil, nil])
    }
}
