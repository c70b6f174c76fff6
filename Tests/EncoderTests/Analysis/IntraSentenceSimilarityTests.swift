import Testing

@testable import Encoder

@Suite struct IntraSentenceSimilarityTests {
    @Test(arguments: AnalysisReference.Name.allCases)
    func equalsTheReference(_ name: AnalysisReference.Name) throws {
        let reference = try AnalysisReference.load(name)
        let baseline = try SimilarityBaseline(
            model: reference.model, sentences: AnalysisReference.document().sentences)
        for (number, encoding) in reference.encodings.enumerated() {
            let cosine = IntraSentenceSimilarity.byLayer(in: encoding)
            expectClose(cosine, try reference("\(number).intra_similarity"))
            expectClose(
                baseline.corrected(cosine), try reference("\(number).corrected_intra_similarity"))
        }
    }

    @Test func isOneForASingleTokenAndZeroForNone() throws {
        let one = try randomEncoding(tinySequence("bank"))
        #expect(one.tokenCount == 3)
        for value in IntraSentenceSimilarity.byLayer(in: one) { #expect(abs(value - 1) < 1e-6) }
        let none = try randomEncoding(tinySequence(""))
        #expect(IntraSentenceSimilarity.byLayer(in: none).allSatisfy { $0 == 0 })
    }

    @Test func staysInItsRange() throws {
        let encoding = try randomEncoding(tinySequence("The banker of the river was calm."))
        let values = IntraSentenceSimilarity.byLayer(in: encoding)
        #expect(values.count == encoding.layerCount + 1)
        #expect(values.allSatisfy { -1...1 ~= $0 })
    }
}
