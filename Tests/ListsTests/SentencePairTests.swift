import Testing

@testable import Lists

@Suite struct SentencePairTests {
    @Test func isNamedAfterItsWords() {
        #expect(SentencePair("a", "b", word: "bank").id == "bank")
        #expect(SentencePair("a", "b", word: "bank", word2: "bank").id == "bank")
        #expect(SentencePair("a", "b", word: "bank", word2: "banks").id == "bank-banks")
        #expect(SentencePair("a", "b", word: "bank", id: "7").id == "7")
    }
}
