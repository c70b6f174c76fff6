import Testing

@testable import Encoder

@Suite struct AttentionRolloutTests {
    @Test(arguments: AnalysisReference.Name.allCases)
    func equalsTheReference(_ name: AnalysisReference.Name) throws {
        let reference = try AnalysisReference.load(name)
        for (number, encoding) in reference.encodings.enumerated() {
            let rows = AttentionRollout.byLayer(from: reference.targets[number], in: encoding)
            expectClose(rows.flatMap { $0 }, try reference("\(number).rollout"))
        }
    }

    @Test func byHand() throws {
        // The first layer swaps two tokens, the second looks at the first alone.
        let maps: [[[[Float]]]] = [[[[0, 1], [1, 0]]], [[[1, 0], [1, 0]]]]
        let encoding = try handmadeEncoding(
            tinySequence(""), states: [[[1], [1]], [[1], [1]], [[1], [1]]], attentions: maps)
        #expect(AttentionRollout.byLayer(from: [0], in: encoding) == [[0.5, 0.5], [0.5, 0.5]])
        #expect(AttentionRollout.byLayer(from: [1], in: encoding) == [[0.5, 0.5], [0.5, 0.5]])
        let still = try self.encoding(identity: 2)
        #expect(AttentionRollout.byLayer(from: [1], in: still) == [[0, 1], [0, 1]])
        #expect(AttentionRollout.byLayer(from: [0, 1], in: still) == [[0.5, 0.5], [0.5, 0.5]])
    }

    private func encoding(identity layers: Int) throws -> ModelOutput {
        try handmadeEncoding(
            tinySequence(""), states: Array(repeating: [[1], [1]], count: layers + 1),
            attentions: Array(repeating: [[[1, 0], [0, 1]]], count: layers))
    }

    @Test func rowsSumToOneAndSeveralTokensAreTheMean() throws {
        let encoding = try randomEncoding(
            tinySequence("The banker of the river was calm."), layers: 12, heads: 4)
        let one = AttentionRollout.byLayer(from: [2], in: encoding)
        let other = AttentionRollout.byLayer(from: [3], in: encoding)
        let both = AttentionRollout.byLayer(from: [2, 3], in: encoding)
        #expect(both.count == 12)
        for layer in both.indices {
            #expect(both[layer].count == encoding.tokenCount)
            #expect(both[layer].allSatisfy { $0 >= 0 })
            #expect(abs(both[layer].reduce(0, +) - 1) < 1e-5)
            for (found, (a, b)) in try paired(
                both[layer], Array(paired(one[layer], other[layer])))
            {
                #expect(abs(found - (a + b) / 2) < 1e-6)
            }
        }
        // The residual connection keeps at least half of a layer's vector in place.
        #expect(one[0][2] >= 0.5)
    }

    @Test func aSingleTokenIsMadeOfItself() throws {
        let sequence = try tinySequence("")
        let single = TokenSequence(
            text: "", tokens: [sequence.tokens[0]], ids: [sequence.ids[0]], offsets: [0..<0],
            wordIndices: [nil], words: [], truncatedTokenCount: 0, wholeWordCount: 0)
        let encoding = try randomEncoding(single)
        #expect(AttentionRollout.byLayer(from: [0], in: encoding) == [[1], [1]])
    }

    @Test func ofFiveHundredTokens() throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/bert-long")
        let text = String(repeating: "the river rose and the bank was calm ", count: 80)
        let encoding = try model.encode([text])[0]
        #expect(encoding.tokenCount == 512)
        for row in AttentionRollout.byLayer(from: [6], in: encoding) {
            #expect(abs(row.reduce(0, +) - 1) < 1e-4)
        }
    }

    @Test func whatIsNotANumberIsNotHidden() throws {
        let encoding = try handmadeEncoding(
            tinySequence(""), states: [[[1], [1]], [[1], [1]]],
            attentions: [[[[.nan, 1], [0, 1]]]])
        #expect(AttentionRollout.byLayer(from: [0], in: encoding)[0].contains { $0.isNaN })
        #expect(AttentionRollout.byLayer(from: [1], in: encoding)[0] == [0, 1])
    }
}
