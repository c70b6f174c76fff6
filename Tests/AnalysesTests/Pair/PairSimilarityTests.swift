import Encoder
import ReportTestSupport
import Testing

@testable import Analyses
@testable import Lists

@Suite struct PairSimilarityTests {
    private static let sentences = [
        "The bank of the river was calm.", "She went to the bank to deposit money.",
        "The bank lends money.", "The bank by the other bank.", "A bank.", "No such word.",
    ]

    /// Every sentence with every other, in any grouping, with room for all vectors and for hardly any.
    @Test(arguments: [1, 5, 36], [0, 3000, VectorCache.standardCapacity])
    func numbersAreThoseOfAWholeAnalysis(_ together: Int, _ capacity: Int) throws {
        let analyzer = try PairAnalyzer(model: TinyModel.load())
        let pairs = Self.sentences.flatMap { first in
            Self.sentences.map { SentencePair(first, $0, word: "bank") }
        }
        let expected = try analyzer.analyze(pairs)
        let cache = VectorCache(capacity: capacity)
        var found: [Result<PairSimilarity, any Error>] = []
        for start in stride(from: 0, to: pairs.count, by: together) {
            let group = Array(pairs[start..<min(start + together, pairs.count)])
            found += try analyzer.similarities(of: group, cache)
        }
        #expect(found.count == 36)
        for (similarity, whole) in zip(found, expected) {
            do {
                let whole = try whole.get()
                let similarity = try similarity.get()
                #expect(similarity.cosine == whole.analysis.similarity.cosine)
                #expect(similarity.warnings == whole.warnings)
                for (mark, sentence) in zip(similarity.marks, whole.analysis.sentences) {
                    let scalars = Array(sentence.text.unicodeScalars)[mark]
                    #expect(String(String.UnicodeScalarView(scalars)).lowercased() == "bank")
                }
            } catch {
                #expect(throws: PairError.self) { try similarity.get() }
                #expect(throws: PairError.self) { try whole.get() }
            }
        }
    }

    @Test func aLongTextIsCompared() throws {
        let model = try TinyModel.load("modernbert-long")
        let analyzer = try PairAnalyzer(model: model)
        let around = [String](repeating: "the river was calm and she went home.", count: 90)
            .joined(separator: " ")
        let pair = SentencePair("\(around) A bank of sand.", "She went to the bank.", word: "bank")
        let whole = try analyzer.analyze(pair)
        #expect(whole.analysis.sentences[0].tokens.count > EncoderModel.wholeAttentionLimit)
        let similarity = try analyzer.similarities(of: [pair], VectorCache())[0].get()
        #expect(similarity.cosine == whole.analysis.similarity.cosine)
    }
}
