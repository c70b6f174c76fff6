import Testing

@testable import Batch

@Suite struct SimilarityStripsTests {
    private func strips(_ percentiles: [Double]?...) -> SimilarityStrips {
        SimilarityStrips(
            layers: percentiles.indices.map { "L\($0)" },
            groups: [SimilarityStrips.Group(name: "all pairs", percentiles: percentiles)],
            description: "")
    }

    @Test func theAxisHoldsTheStripsAndLittleElse() {
        let range = strips([0.6, 0.7, 0.75, 0.8, 0.9], nil, [0.8, 0.85, 0.9, 0.95, 1.0]).range
        #expect(abs(range.lowerBound - 0.588) < 1e-9 && abs(range.upperBound - 1.012) < 1e-9)
        let single = strips([0.5, 0.5, 0.5, 0.5, 0.5]).range
        #expect(abs(single.lowerBound - 0.49) < 1e-9 && abs(single.upperBound - 0.51) < 1e-9)
        #expect(strips(nil).range.contains(0...1))
        #expect(strips([.nan, .nan, .nan, .nan, .nan]).range.contains(0...1))
    }
}
