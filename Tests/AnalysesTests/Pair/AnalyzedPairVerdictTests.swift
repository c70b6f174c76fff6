import ReportTestSupport
import Testing

@testable import Analyses

struct AnalyzedPairVerdictTests {
    private func verdict(_ cosine: [Float], baseline: [Float]? = nil) throws -> String {
        let sample = try Sample.analysis(cosine: cosine, weights: Sample.flat)
        guard let baseline else { return sample.verdict().description }
        var analyses = AnalysisResults()
        analyses[Corrected.self] = Corrected(
            baseline: baseline, cosine: zip(cosine, baseline).map { $0 - $1 },
            sentenceMeans: cosine, reference: .init(tokens: 10, sha256: ""))
        return try AnalyzedPair(
            id: sample.id, model: sample.model, options: sample.options,
            sentences: sample.sentences, similarity: sample.similarity,
            attention: sample.attention, analyses: analyses
        ).verdict().description
    }

    @Test(arguments: [
        (Float(0.95), "The context hardly moves the two uses of “bank” apart"),
        (0.8, "The context moves the two uses of “bank” somewhat apart"),
        (0.5, "The context moves the two uses of “bank” far apart"),
        (1, "The context brings the two uses of “bank” closer together"),
    ])
    func saysHowFarTheSimilarityFalls(_ last: Float, _ beginning: String) throws {
        let text = try verdict([0.97, 0.9, 0.9, 0.9, 0.9, 0.9, last])
        #expect(text.hasPrefix(beginning))
        // Hedged, with the number and its layer, and one sentence.
        #expect(text.hasSuffix("which by itself does not show whether the sense is the same."))
        #expect(text.contains("after the last layer, L5"))
    }

    @Test func saysWhereTheWordsAreNoMoreAlikeThanOthers() throws {
        let text = try verdict(
            [0.97, 0.9, 0.9, 0.9, 0.9, 0.9, 0.2], baseline: [0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.19])
        #expect(text.contains("no more alike than unrelated words, which suggests two senses"))
        #expect(text.contains("(unrelated words: "))
    }

    @Test func twoWordsAreNamed() throws {
        var other = Sample.money
        other.word = "Money"
        let analysis = try Sample.analysis(sentences: [Sample.river, other], weights: Sample.flat)
        #expect(analysis.verdict().description.contains("“bank” and “Money”"))
    }

    @Test func aWordThatTheModelDoesNotKnowComesFirst() throws {
        var other = Sample.money
        other.tokens[other.target[0]] = "[UNK]"
        let analysis = try Sample.analysis(sentences: [Sample.river, other], weights: Sample.flat)
        #expect(analysis.verdict().description.hasPrefix("The model does not know “bank”"))
    }
}
