import TestSupport
import Testing

@testable import Analyses
@testable import Batch

@Suite struct OverviewTests {
    private func overview(_ pairs: [(Float, String?)]) -> Overview {
        var overview = Overview(layers: ["emb", "L0"])
        for (value, label) in pairs { overview.add(cosine: [1, value], label: label) }
        return overview
    }

    @Test func meansAndQuantiles() {
        let all = overview([(0.1, nil), (0.2, nil), (0.3, nil), (0.8, nil)])
        #expect(all.count == 4)
        #expect(abs((all.mean(1) ?? 0) - 0.35) < 1e-6)
        #expect(abs((all.quantile(0.5, 1) ?? 0) - 0.2) < 1e-9)
        #expect(abs((all.quantile(1, 1) ?? 0) - 0.8) < 1e-9)
        #expect(all.mean(0) == 1)
        // NumPy: 1.96 * std(ddof=1) / 2.
        #expect(abs((all.spread(1) ?? 0) - 0.304688783570) < 1e-6)
        #expect(all.spread(0) == 0 && overview([(0.1, nil)]).spread(1) == nil)
        #expect(all.threshold(1) == nil)
        for (value, expected) in zip(
            all.quantiles([0, 0.25, 0.26, 0.75, 1], 1) ?? [], [0.1, 0.1, 0.2, 0.3, 0.8])
        {
            #expect(abs(value - expected) < 1e-9)
        }
    }

    @Test func quantilesOfALabelAreThoseOfItsPairs() throws {
        let all = overview([(0.9, "same"), (0.8, "same"), (0.4, "different"), (0.1, nil)])
        let same = try #require(all.quantiles([0.5, 1], 1, .same))
        #expect(abs(same[0] - 0.8) < 1e-9 && abs(same[1] - 0.9) < 1e-9)
        #expect(all.quantiles([0.5], 1, .different)?.first.map { abs($0 - 0.4) < 1e-9 } == true)
        #expect(overview([(0.9, "same")]).quantiles([0.5], 1, .different) == nil)
    }

    @Test func anEmptyListHasNoNumbers() {
        let none = overview([])
        #expect(none.mean(0) == nil)
        #expect(none.quantile(0.5, 0) == nil)
        #expect(none.range == nil)
        #expect(none.bestLayer == nil)
    }

    @Test func findsTheBestThresholdAndLayer() {
        let all = overview([
            (0.9, "same"), (0.8, "T"), (0.4, "same"), (0.5, "different"), (0.3, "F"), (0.2, "x"),
        ])
        #expect(all.count(.same) == 3)
        #expect(all.count(.different) == 2)
        #expect(all.baseline == 0.6)
        let threshold = all.threshold(1)
        #expect(threshold?.accuracy == 0.8)
        // At the embeddings all are alike: no threshold beats the more frequent label.
        #expect(all.threshold(0)?.accuracy == 0.6)
        #expect(all.bestLayer == 1)
    }

    @Test func noThresholdBeatsTheBestOne() {
        var random = Noise()
        let pairs = (0..<200).map { index -> (Float, String?) in
            let value: Float = random.next()
            return ((value * 1000).rounded() / 1000, index % 3 == 0 ? "same" : "different")
        }
        let found = overview(pairs).threshold(1)
        let best = pairs.map(\.0).map { limit in
            pairs.filter { ($0.0 >= limit) == ($0.1 == "same") }.count
        }.max()
        let none = pairs.filter { $0.1 == "different" }.count
        #expect(found?.accuracy == Double(max(best ?? 0, none)) / 200)
    }

    @Test func aOneOnAScaleIsNotTheSameSense() {
        var overview = Overview(layers: ["emb"])
        for label in ["1", "0", "4"] { overview.add(cosine: [0.5], label: label) }
        #expect(!overview.hasLabels)
    }
}
