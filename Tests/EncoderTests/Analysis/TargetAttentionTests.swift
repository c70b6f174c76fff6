import Testing

@testable import Encoder

@Suite struct TargetAttentionTests {
    private func encoding() throws -> ModelOutput {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/bert-tiny", threadCount: 1)
        return try model.encode(["The banker of the river was calm."])[0]
    }

    @Test func oneTokensRowsAreTheModels() throws {
        let encoding = try encoding()
        let rows = encoding.attention(from: [3])
        #expect(rows.count == encoding.layerCount)
        for layer in 0..<encoding.layerCount {
            #expect(rows[layer].count == encoding.headCount)
            for head in 0..<encoding.headCount {
                #expect(rows[layer][head][...] == encoding.attentions[row: layer, head, 3])
            }
        }
    }

    @Test func severalTokensRowsAreTheMean() throws {
        let encoding = try encoding()
        let rows = encoding.attention(from: [2, 3])
        for (layer, heads) in rows.enumerated() {
            for (head, row) in heads.enumerated() {
                #expect(row.count == encoding.tokenCount)
                #expect(abs(row.reduce(0, +) - 1) < 1e-5)
                let first = encoding.attentions[row: layer, head, 2]
                let second = encoding.attentions[row: layer, head, 3]
                for (found, (a, b)) in try paired(row, Array(paired(first, second))) {
                    #expect(abs(found - (a + b) / 2) < 1e-7)
                }
            }
        }
        #expect(rows == encoding.attention(from: [3, 2]))
    }
}

@Suite struct AttentionSummaryTests {
    @Test func headMean() {
        #expect(AttentionSummary.headMean([[1, 0, 0], [0, 0, 1]]) == [0.5, 0, 0.5])
        #expect(AttentionSummary.headMean([[0.25, 0.75]]) == [0.25, 0.75])
        #expect(AttentionSummary.headMean([]) == [])
        #expect(AttentionSummary.headMean([[], []]) == [])
    }

    @Test func normalizedRowsSumToOne() throws {
        var random = SeededGenerator(8)
        for count in [1, 2, 100] {
            let row = random.floats(count, in: 0.001...1)
            let normalized = AttentionSummary.normalized(row)
            #expect(abs(normalized.reduce(0, +) - 1) < 1e-5)
            // Proportions stay.
            for (a, b) in try paired(row, normalized) {
                #expect(abs(b / normalized[0] - a / row[0]) < 1e-4 * a / row[0])
            }
        }
        #expect(AttentionSummary.normalized([1, 3]) == [0.25, 0.75])
    }

    @Test func rowsOfZerosStay() {
        #expect(AttentionSummary.normalized([0, 0]) == [0, 0])
        #expect(AttentionSummary.normalized([]) == [])
        #expect(AttentionSummary.layerMap([[[0, 0], [0, 0]]]) == [[0, 0]])
    }

    @Test func tinyAndHugeRows() {
        #expect(AttentionSummary.normalized([0x1p-140, 0x1p-140]) == [0.5, 0.5])
        #expect(AttentionSummary.normalized([3e38, 3e38]) == [0.5, 0.5])
    }

    @Test func layerMapHidesTokensBeforeItDivides() {
        let attention: [[[Float]]] = [
            [[0.5, 0.25, 0.25, 0], [0.5, 0.25, 0, 0.25]],
            [[0, 1, 0, 0], [1, 0, 0, 0]],
        ]
        #expect(
            AttentionSummary.layerMap(attention) == [[0.5, 0.25, 0.125, 0.125], [0.5, 0.5, 0, 0]])
        #expect(
            AttentionSummary.layerMap(attention, hiding: [0]) == [[0.5, 0.25, 0.25], [1, 0, 0]])
        #expect(AttentionSummary.layerMap(attention, hiding: [0, 1]) == [[0.5, 0.5], [0, 0]])
        #expect(AttentionSummary.layerMap(attention, hiding: [0, 1, 2, 3]) == [[], []])
        #expect(
            AttentionSummary.layerMap(attention, hiding: [-1, 99])
                == AttentionSummary.layerMap(attention))
        #expect(AttentionSummary.layerMap([]) == [])
    }

    @Test func layerMapOfAModelSumsToOne() throws {
        let model = try EncoderModel(
            directory: "\(Fixtures.directory)/distilbert-tiny", threadCount: 1)
        let encoding = try model.encode(["She went to the bank."])[0]
        let map = AttentionSummary.layerMap(
            encoding.attention(from: [5]), hiding: [0, encoding.tokenCount - 1])
        #expect(map.count == encoding.layerCount)
        for row in map {
            #expect(row.count == encoding.tokenCount - 2)
            #expect(abs(row.reduce(0, +) - 1) < 1e-5)
        }
    }
}
