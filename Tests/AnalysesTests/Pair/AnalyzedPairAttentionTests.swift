import ReportTestSupport
import Testing

@testable import Analyses

struct AnalyzedPairAttentionTests {
    @Test(arguments: AnalyzedPair.Side.allCases)
    func aHeadsRowIsTheRowItself(_ side: AnalyzedPair.Side) throws {
        let analysis = try Sample.analysis()
        let row = analysis.attentionRow(side: side, layer: 2, head: 7)
        #expect(row == analysis.attention[side.rawValue].targetRows[2][7])
    }

    @Test func theMeanRowIsTheColumnMean() throws {
        let analysis = try Sample.analysis()
        let row = analysis.attentionRow(side: .second, layer: 4, head: nil)
        let rows = analysis.attention[1].targetRows[4]
        for (token, value) in row.enumerated() {
            let mean = rows.map { Double($0[token]) }.reduce(0, +) / Double(rows.count)
            #expect(abs(Double(value) - mean) < 1e-8)
        }
        #expect(abs(row.reduce(0, +) - 1) < 1e-5)
    }

    @Test(arguments: [false, true]) func rowsOfTheLayerMapSumToOne(_ hides: Bool) throws {
        let map = try Sample.analysis().layerMap(side: .first, hidingSpecial: hides)
        #expect(map.count == 6)
        for row in map {
            #expect(row.count == (hides ? 8 : 10))
            #expect(abs(row.reduce(0, +) - 1) < 1e-5)
        }
    }

    @Test func theLayerMapDividesByTheSumOfAnUnevenRow() throws {
        // Weights of a word's row that sum to 2 in each layer.
        let rows = Array(
            repeating: Array(repeating: [Float](repeating: 0.2, count: 10), count: 12), count: 6)
        let zeros = Array(
            repeating: Array(repeating: [Float](repeating: 0, count: 11), count: 12), count: 6)
        let analysis = try AnalyzedPair(
            id: "x", model: Sample.model, options: PairOptions(layer: 5),
            sentences: [Sample.river, Sample.money], similarity: .init(cosine: Sample.cosine),
            attention: [.init(targetRows: rows), .init(targetRows: zeros)])
        #expect(analysis.layerMap(side: .first)[3].allSatisfy { abs($0 - 0.1) < 1e-7 })
        // Nothing to divide by: zeros stay zeros, not NaN.
        #expect(analysis.layerMap(side: .second)[0] == [Float](repeating: 0, count: 11))
    }

    @Test func hidingDropsTheAddedTokensAndKeepsTheProportions() throws {
        let analysis = try Sample.analysis()
        let shown = analysis.shownTokens(side: .first, hidingSpecial: true)
        #expect(shown == Array(1...8))
        let all = analysis.attentionRow(side: .first, layer: 1, head: 0)
        let some = analysis.attentionRow(side: .first, layer: 1, head: 0, hidingSpecial: true)
        #expect(abs(some.reduce(0, +) - 1) < 1e-5)
        #expect(abs(some[4] / some[1] - all[5] / all[2]) < 1e-4)
    }
}
