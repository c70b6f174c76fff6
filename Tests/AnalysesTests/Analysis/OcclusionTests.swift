import Encoder
import Lists
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses

@Suite struct OcclusionTests {
    private func occlusion(_ pair: SentencePair) throws -> (Occlusion, AnalyzedPair) {
        let analysis = try TinyModel.analyzed(AnalysisChoice([Occlusion.self]), pair).analysis
        return (try #require(analysis.analyses[Occlusion.self]), analysis)
    }

    /// The word that is masked is the one that the findings name.
    @Test func masksTheWordOfTheFindings() throws {
        let (occlusion, analysis) = try occlusion(TinyModel.pair)
        for side in AnalyzedPair.Side.allCases {
            let leader = try #require(analysis.leader(side: side, layer: occlusion.layer))
            let sentence = occlusion.sentences[side.rawValue]
            #expect(sentence.attended?.word == leader.word)
            #expect(abs((sentence.attended?.share ?? 0) - leader.share) < 1e-6)
            let other = try #require(sentence.other)
            #expect(other.word != leader.word)
            #expect(analysis.sentence(side).namedWords().groups.map(\.text).contains(other.word))
            #expect(sentence.attended?.distance.count == 4)
        }
    }

    /// The numbers are those of the tool alone.
    @Test func hasTheDistancesOfTheTool() throws {
        let model = try TinyModel.load().encoder
        let (occlusion, analysis) = try occlusion(TinyModel.pair)
        let tool = try #require(WordOcclusion(model))
        for (side, sentence) in try paired(analysis.sentences, occlusion.sentences) {
            let encoding = try model.encode([side.text])[0]
            for masked in [sentence.attended, sentence.other].compactMap(\.self) {
                #expect(
                    try tool.distances([
                        .init(encoding, target: side.target, masked: masked.tokens)
                    ]) == [masked.distance])
            }
        }
    }

    @Test func aSentenceOfOneWordHasNothingToMask() throws {
        let (occlusion, analysis) = try occlusion(
            SentencePair("The bank.", "The bank of the river.", word: "bank"))
        #expect(occlusion.sentences[0].attended == nil && occlusion.sentences[0].other == nil)
        #expect(occlusion.sentences[1].attended?.word == "river")
        #expect(occlusion.sentences[1].other == nil)
        #expect(occlusion.finding(side: 0, word: "bank") == nil)
        let text = try #require(occlusion.finding(side: 1, word: "bank")).description
        #expect(text.hasSuffix("; there is no other content word to compare with."))
        // The figure shows the other sentence; with neither there is none.
        #expect(analysis.pageFigures.map(\.name).contains("occlusion"))
        let (none, bare) = try self.occlusion(SentencePair("The bank.", "A bank.", word: "bank"))
        #expect(none.sentences.allSatisfy { $0.attended == nil })
        #expect(!bare.pageFigures.map(\.name).contains("occlusion"))
        #expect(throws: FigureError.self) {
            try FigureKind(rawValue: "occlusion")?.figure(bare.view)
        }
    }

    @Test func findingsSayWhichMovesMore() throws {
        func text(_ attended: Float, _ other: Float) throws -> String {
            func masked(_ word: String, _ distance: Float) -> Occlusion.Masked {
                .init(word: word, tokens: [1], share: 0.2, distance: [0, distance])
            }
            let occlusion = Occlusion(
                layer: 5,
                sentences: [
                    .init(attended: masked("river", attended), other: masked("calm", other))
                ])
            return try #require(occlusion.finding(side: 0, word: "bank")).description
        }
        #expect(
            try text(0.1, 0.05)
                == "In sentence 1, masking “river”, to which “bank” attends most in L5, moves its last vector "
                + "by 0.100 (1 − cosine), masking “calm”, which was drawn at random, by 0.050: here more "
                + "attention goes with more influence.")
        #expect(
            try text(0.05, 0.1).hasSuffix("here more attention does not mean more influence."))
        #expect(try text(0.1, 0.1).hasSuffix(": about as far."))
        #expect(try text(0, 0).hasSuffix(": about as far."))
    }
}
