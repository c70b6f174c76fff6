import Testing

@testable import Encoder

@Suite struct TokenizerTests {
    @Test func equalsTheReferenceOnEveryCase() throws {
        let tokenizer = try Tokenizer(directory: Fixtures.miniLM, maximumTokenCount: 100_000)
        let cases = try Fixtures.cases("tokenizer-uncased", as: Fixtures.Sentence.self)
        #expect(cases.count >= 200)
        for expected in cases {
            let found = tokenizer.encode(expected.text)
            let text = expected.text.unicodeScalars.map { String($0.value, radix: 16) }.joined(
                separator: " ")
            #expect(found.tokens == expected.tokens, "\(text)")
            #expect(found.ids == expected.ids, "\(text)")
            #expect(
                found.offsets.map { [$0.lowerBound, $0.upperBound] } == expected.offsets, "\(text)")
            #expect(found.wordIndices == expected.wordIndices, "\(text)")
        }
    }

    @Test func truncationKeepsTheSeparator() throws {
        let tokenizer = try Tokenizer(directory: Fixtures.miniLM, maximumTokenCount: 5)
        let sequence = tokenizer.encode("one two three four five")
        #expect(sequence.tokens == ["[CLS]", "one", "two", "three", "[SEP]"])
        #expect(sequence.truncatedTokenCount == 2)
        #expect(sequence.words.count == 5)
        #expect(tokenizer.encode("one two three").truncatedTokenCount == 0)
    }

    @Test func refusesAVocabularyWithoutSpecialTokens() {
        #expect(
            throws: TokenizerError.invalidFile(
                path: "v.txt",
                problem: "there is no \"[CLS]\" among the 2 tokens; is this the vocabulary of a "
                    + "BERT-family model?")
        ) { try Tokenizer(vocabulary: Vocabulary(tokens: ["a", "b"]), path: "v.txt") }
    }
}
