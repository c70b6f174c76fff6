import Foundation
import Testing

@testable import Encoder

@Suite struct SimilarityBaselineTests {
    @Test(arguments: AnalysisReference.Name.allCases)
    func equalsTheReference(_ name: AnalysisReference.Name) throws {
        let reference = try AnalysisReference.load(name)
        let sentences = try AnalysisReference.document().sentences
        let baseline = try SimilarityBaseline(model: reference.model, sentences: sentences)
        expectClose(baseline.layers, try reference("baseline"))
        let picks = Set(sentences.map { Array($0.utf8) })
            .sorted { $0.lexicographicallyPrecedes($1) }
            .map { reference.model.tokenizer.encode(String(decoding: $0, as: UTF8.self)) }
            .compactMap { SimilarityBaseline.drawnToken(of: $0) }
        #expect(picks.map { Float($0) } == (try reference("baseline_picks").scalars))
        #expect(baseline.tokenCount == picks.count)
    }

    private func tiny(threadCount: Int = 1) throws -> EncoderModel {
        try EncoderModel(directory: "\(Fixtures.directory)/bert-tiny", threadCount: threadCount)
    }

    /// Enough for several batches.
    private let many = (0..<300).map { "the river \($0) rose over the bank number \($0 * 7)" }

    @Test func dependsOnNeitherOrderNorRepetitionNorThreads() throws {
        let baseline = try SimilarityBaseline(model: tiny(), sentences: many)
        var random = SeededGenerator(3)
        let mixed = (many + many.prefix(50)).shuffled(using: &random)
        #expect(try SimilarityBaseline(model: tiny(threadCount: 3), sentences: mixed) == baseline)
        #expect(baseline.tokenCount == 300)
        #expect(baseline.layers.count == 3)
        #expect(baseline.layers.allSatisfy { -1...1 ~= $0 })
    }

    @Test func isTheMeanOfAllPairs() throws {
        let model = try tiny()
        let sentences = Array(many.prefix(40))
        let states = try model.encode(sentences).map { encoding in
            let token = try #require(SimilarityBaseline.drawnToken(of: encoding.sequence))
            return encoding.hiddenStates[row: 2, token]
        }
        var sum = 0.0
        for a in states.indices {
            for b in states.indices where b != a {
                sum += Double(CosineSimilarity.cosine(states[a], states[b]))
            }
        }
        let baseline = try SimilarityBaseline(model: model, sentences: sentences)
        #expect(abs(Double(baseline.layers[2]) - sum / (40 * 39)) < 1e-6)
    }

    @Test func zeroVectorsAreLikeNoOther() throws {
        let map = [[Float]](repeating: [0.5, 0.5], count: 2)
        var sums = DirectionSums(layers: 2, width: 2)
        // Two vectors at half a right angle, and one without a direction in the first layer.
        for states: [[Float]] in [[[2, 0], [1, 0]], [[3, 3], [0, 1]], [[0, 0], [0, 1]]] {
            let encoding = try handmadeEncoding(
                tinySequence(""), states: states.map { [$0, $0] }, attentions: [[map]])
            sums.add(encoding, token: 0)
        }
        #expect(abs(sums.meanCosines[0] - Float(0.5).squareRoot() / 3) < 1e-6)
        #expect(abs(sums.meanCosines[1] - 1.0 / 3) < 1e-6)
        let none = DirectionSums(layers: 1, width: 2)
        #expect(none.count == 0)
    }

    @Test func aSpecialTokenIsNeverDrawn() throws {
        let tokenizer = try tiny().tokenizer
        var drawn: Set<Int> = []
        for sentence in many {
            let sequence = tokenizer.encode(sentence)
            let token = try #require(SimilarityBaseline.drawnToken(of: sequence))
            #expect(!sequence.isSpecial[token])
            drawn.insert(token)
        }
        #expect(drawn.count > 8)
        #expect(SimilarityBaseline.drawnToken(of: tokenizer.encode("")) == nil)
    }

    @Test func correctsByTheLayersOwnBaseline() throws {
        let baseline = try SimilarityBaseline(model: tiny(), sentences: many)
        #expect(baseline.corrected(baseline.layers) == [0, 0, 0])
        let corrected = baseline.corrected([1, 1, 0])
        #expect(corrected[0] == 1 - baseline.layers[0])
        #expect(corrected[2] == -baseline.layers[2])
    }

    @Test func theHashIsThatOfTheSet() {
        let hash = SimilarityBaseline.hash(of: ["b", "a"])
        #expect(hash == SimilarityBaseline.hash(of: ["a", "b", "a"]))
        #expect(hash != SimilarityBaseline.hash(of: ["ab"]))
        #expect(hash != SimilarityBaseline.hash(of: ["a", "b", ""]))
        // Equal in composed form, but other bytes, and maybe other tokens.
        #expect(
            SimilarityBaseline.hash(of: ["\u{e9}"]) != SimilarityBaseline.hash(of: ["e\u{301}"]))
        // sha256sum of the bytes a, FF, b, FF
        #expect(hash == "8872fa7b26b0c523940efc1110657380b99f351137f86253d60c20325f34f301")
    }

    @Test func twoSentencesAreNeeded() throws {
        let model = try tiny()
        #expect(
            message { try SimilarityBaseline(model: model, sentences: ["bank", "", "bank"]) }
                == "the reference sentences are too few: 1 of them is not empty; expected two or "
                + "more, and better a thousand")
        #expect(throws: SimilarityBaselineError.tooFewSentences(0)) {
            try SimilarityBaseline(model: model, sentences: [])
        }
        #expect(try SimilarityBaseline(model: model, sentences: ["a", "bank"]).tokenCount == 2)
    }

    @Test func longSentencesAreCut() throws {
        let model = try tiny()
        let long = String(repeating: "the river rose and ", count: 200)
        let baseline = try SimilarityBaseline(model: model, sentences: [long, "bank"])
        #expect(baseline.layers.allSatisfy { $0.isFinite })
    }

    @Test func survivesJSON() throws {
        let baseline = try SimilarityBaseline(model: tiny(), sentences: many)
        let data = try JSONEncoder().encode(baseline)
        #expect(try JSONDecoder().decode(SimilarityBaseline.self, from: data) == baseline)
    }
}
