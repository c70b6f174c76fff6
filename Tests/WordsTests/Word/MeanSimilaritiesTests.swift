import Encoder
import TestSupport
import Testing

@testable import Analyses
@testable import Words

@Suite struct MeanSimilaritiesTests {
    /// As pair by pair, whatever has a group or a label in common.
    @Test func equalTheMeansOfThePairs() throws {
        var random = SeededGenerator(5)
        let vectors = (0..<9).map { index in
            WordVectors(
                layers: (0..<2).map { _ in
                    (0..<7).map { _ in index == 4 ? 0 : .random(in: -1...2, using: &random) }
                })
        }
        let groups = [0, 1, 0, 2, 1, 0, 1, 0, 1]
        let labels = ["a", nil, "b", "a", "b", nil, "b", "a", "c"]
        let means = MeanSimilarities(groups: groups, labels: labels)
            .byLayer(vectors, baseline: [0.25, 0.5])
        #expect(means.baseline == [0.25, 0.5])
        func expected(_ layer: Int, _ isMeant: (Int, Int) -> Bool) -> Float {
            var (sum, count): (Float, Float) = (0, 0)
            for a in 0..<9 {
                for b in 0..<a where isMeant(a, b) {
                    sum += CosineSimilarity.cosine(
                        vectors[a].layers[layer], vectors[b].layers[layer])
                    count += 1
                }
            }
            return sum / count
        }
        for layer in 0..<2 {
            let found: [Float?] = [
                means.all[layer], means.sameGroup?[layer], means.differentGroup?[layer],
                means.sameLabel?[layer], means.differentLabel?[layer],
            ]
            let kinds: [(Int, Int) -> Bool] = [
                { _, _ in true }, { groups[$0] == groups[$1] }, { groups[$0] != groups[$1] },
                { labels[$0] != nil && labels[$0] == labels[$1] },
                { labels[$0] != nil && labels[$1] != nil && labels[$0] != labels[$1] },
            ]
            for (index, kind) in kinds.enumerated() {
                let value = try #require(found[index])
                #expect(abs(value - expected(layer, kind)) < 1e-6)
            }
        }
    }

    @Test func whatNoPairHasIsLeftOut() {
        let vectors = [[1, 0], [0, 1]].map { WordVectors(layers: [$0.map { Float($0) }]) }
        let means = MeanSimilarities(groups: [0, 1], labels: [nil, nil])
            .byLayer(vectors, baseline: [0])
        #expect(means.all == [0] && means.sameGroup == nil && means.differentGroup == [0])
        #expect(means.sameLabel == nil && means.differentLabel == nil)
    }

    /// Computed with NumPy from the means that leave out one of the four, whose cosines are 0.2, 0.1, 0.9 and 0.
    @Test func spreadsAreThoseOfTheJackknife() {
        func spread(_ sums: [Double], _ counts: [Int]) -> Float? {
            PairSums(sums: sums, counts: counts).spread
        }
        let found = spread([0.3, 1.1, 1, 0], [3, 3, 3, 3]) ?? 0
        #expect(abs(found - 0.524694720) < 1e-6)
        // Equal numbers do not spread; two sentences have one pair, and without one of them none.
        #expect(spread([2, 2, 2], [2, 2, 2]) == 0)
        #expect(spread([0.5, 0.5], [1, 1]) == nil)
        #expect(spread([0.2, 0.2, 0, 0], [1, 1, 0, 0]) == nil)
    }
}
