import Foundation
import TestSupport
import Testing

@testable import Words

@Suite struct RankCorrelationTests {
    private struct Case: Decodable {
        var first: [Double]
        var second: [Double]
        var value: Double
        var low: Double
        var high: Double
    }

    /// `make_correlations.py`, with SciPy.
    @Test func equalsTheReference() throws {
        let path = WordReference.package.path + "/Tests/EncoderTests/Fixtures/correlations.json"
        let cases = try JSONDecoder().decode(
            [Case].self, from: Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(cases.count == 12)
        for expected in cases {
            let found = try #require(RankCorrelation(expected.first, expected.second))
            #expect(abs(found.value - expected.value) < 1e-12)
            #expect(abs(found.low - expected.low) < 1e-12)
            #expect(abs(found.high - expected.high) < 1e-12)
        }
    }

    @Test func onlyRanksCount() throws {
        let (first, second) = ([0.1, 0.4, 0.2, 0.9, 0.3], [3.0, 1, 4, 1, 5])
        let found = try #require(RankCorrelation(first, second))
        #expect(RankCorrelation(first.map { $0 * 7 - 3 }, second.map { $0 * $0 }) == found)
        #expect(RankCorrelation(second, first) == found)
        let other = try #require(RankCorrelation(first.map { -$0 }, second))
        #expect(other.value == -found.value)
        #expect(abs(other.low + found.high) < 1e-15)
        #expect(RankCorrelation(first, first)?.value == 1)
    }

    @Test func nothingIsKnownOfEqualNumbers() {
        #expect(RankCorrelation([], []) == nil)
        #expect(RankCorrelation([1], [1]) == nil)
        #expect(RankCorrelation([1, 1, 1, 1], [1, 2, 3, 4]) == nil)
        let three = RankCorrelation([1, 2, 3], [1, 3, 2])
        #expect(three?.value == 0.5 && three?.low == -1 && three?.high == 1)
    }
}
