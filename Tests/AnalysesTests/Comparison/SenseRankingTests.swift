import Encoder
import TestSupport
import Testing

@testable import Analyses

@Suite struct SenseRankingTests {
    private func isNear(
        _ found: SenseRanking.Estimate, _ expected: ComparisonReference.Estimate
    ) -> Bool {
        abs(found.value - expected.value) < 1e-12 && abs(found.low - expected.low) < 1e-12
            && abs(found.high - expected.high) < 1e-12
    }

    @Test func equalsTheReference() throws {
        for example in try nonEmpty(try ComparisonReference.load().cases) {
            let ranking = try #require(SenseRanking(example.models.indices.map(example.pairs)))
            let expected = example.ranking
            #expect(ranking.unit.rawValue == expected.unit && ranking.units == expected.units)
            #expect(ranking.pairs == example.words.count)
            for (entry, reference) in try paired(ranking.entries, expected.entries) {
                #expect(entry.model == reference.model && entry.best == reference.best)
                for (area, other) in try paired(entry.aucByLayer, reference.aucByLayer) {
                    #expect(abs(area - other) < 1e-12)
                }
                #expect(isNear(entry.accuracy, reference.accuracy))
                #expect(isNear(entry.auc, reference.auc))
                #expect(isNear(entry.accuracyBehind, reference.accuracyBehind))
                #expect(isNear(entry.aucBehind, reference.aucBehind))
            }
        }
    }

    /// A calibration draws the same words.
    @Test func accuracyIsThatOfTheCalibration() throws {
        let example = try ComparisonReference.load().cases[0]
        let ranking = try #require(SenseRanking(example.models.indices.map(example.pairs)))
        for entry in ranking.entries {
            let heldOut = HeldOut(example.pairs(entry.model))
            #expect(entry.accuracy.value == heldOut.accuracy)
            #expect(entry.accuracy.low == heldOut.low && entry.accuracy.high == heldOut.high)
        }
    }

    @Test func equalModelsAreNotBehindEachOther() throws {
        let example = try ComparisonReference.load().cases[0]
        let ranking = try #require(SenseRanking([example.pairs(1), example.pairs(1)]))
        #expect(ranking.entries.map(\.model) == [0, 1])
        for entry in ranking.entries {
            for behind in [entry.accuracyBehind, entry.aucBehind] {
                #expect([behind.value, behind.low, behind.high] == [0, 0, 0])
            }
        }
    }

    /// The order does not depend on that in which models are named.
    @Test func theOrderOfModelsDecidesNothing() throws {
        let example = try ComparisonReference.load().cases[0]
        let one = try #require(SenseRanking([0, 1, 2].map(example.pairs)))
        let other = try #require(SenseRanking([2, 0, 1].map(example.pairs)))
        #expect(one.entries.map(\.model) == other.entries.map { [2, 0, 1][$0.model] })
        #expect(one.entries.map(\.accuracy) == other.entries.map(\.accuracy))
        #expect(one.entries.map(\.aucBehind) == other.entries.map(\.aucBehind))
    }

    @Test func tooFewLabelsGiveNone() throws {
        let pairs = try ComparisonReference.load().cases[0].pairs(0)
        #expect(SenseRanking([]) == nil && SenseRanking([[], []]) == nil)
        let same = pairs.filter(\.isSame)
        #expect(SenseRanking([same, same]) == nil)
        let few = same + pairs.filter { !$0.isSame }.prefix(SenseRanking.leastPairs - 1)
        #expect(SenseRanking([few, few]) == nil)
        let enough = same + pairs.filter { !$0.isSame }.prefix(SenseRanking.leastPairs)
        #expect(SenseRanking([enough, enough]) != nil)
    }

    /// Each group once is no draw at all; where a label was not drawn there is nothing to compare.
    @Test func anAreaIsThatOfItsPairs() throws {
        var random = SeededRandom(seed: 3)
        for count in 2...40 {
            let values = (0..<count).map { _ in Double(random.index(below: 6)) }
            let isSame = (0..<count).map { _ in random.index(below: 2) == 0 }
            let groups = Array(0..<count)
            let area = DrawnArea(values, isSame: isSame, groups: groups)
            let split = Separation(
                same: groups.filter { isSame[$0] }.map { values[$0] },
                different: groups.filter { !isSame[$0] }.map { values[$0] })
            #expect(abs(area.auc(drawing: groups.map { _ in 1 }) - split.auc) < 1e-12)
            #expect(area.auc(drawing: groups.map { _ in 0 }) == 0.5)
            // Twice the pairs are no other pairs.
            #expect(
                abs(area.auc(drawing: groups.map { _ in 3 }) - split.auc) < 1e-12)
        }
    }

    @Test func drawsHaveAsManyAsThereAreGroups() {
        for groups in [0, 1, 5, 30] {
            let draws = Array(GroupResamples(groups: groups))
            #expect(draws.count == GroupResamples.count)
            #expect(draws.allSatisfy { $0.count == groups && $0.reduce(0, +) == groups })
        }
        #expect(Array(GroupResamples(groups: 7)) == Array(GroupResamples(groups: 7)))
    }
}
