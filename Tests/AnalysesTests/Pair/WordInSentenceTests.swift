import ReportTestSupport
import Testing

@testable import Analyses

@Suite struct WordInSentenceTests {
    @Test func aWordInPiecesIsTheTokensOfAll() throws {
        let tokenizer = try TinyModel.load().encoder.tokenizer
        let sentence = WordInSentence("the bank of the river", word: "x", ranges: [4..<8, 16..<21])
        let reading = try SentenceReading(sentence, number: 1, tokenizer: tokenizer)
        let covered = reading.target.map { reading.sequence.offsets[$0] }
        #expect(covered.first?.lowerBound == 4 && covered.last?.upperBound == 21)
        #expect(covered.allSatisfy { $0.upperBound <= 8 || $0.lowerBound >= 16 })
    }
}
