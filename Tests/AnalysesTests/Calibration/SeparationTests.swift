import Encoder
import Foundation
import TestSupport
import Testing

@testable import Analyses

@Suite struct SeparationTests {
    @Test func equalsTheReference() throws {
        let reference = try CalibrationReference.load()
        for example in try nonEmpty(reference.cases) {
            for (found, expected) in try paired([Separation](example.pairs), example.layers) {
                #expect(abs(found.auc - expected.auc) < 1e-12)
                for (band, ends) in [
                    (found.same.band, expected.same), (found.different.band, expected.different),
                ] {
                    #expect(abs(band.lowerBound - ends[0]) < 1e-12)
                    #expect(abs(band.upperBound - ends[1]) < 1e-12)
                }
                for (point, odds) in try paired(reference.points, expected.logOdds) {
                    #expect(abs(found.logOdds(point) - odds) < 1e-9)
                }
            }
        }
    }

    /// Four of five numbers of the kind that a band is of lie in it, and of others of that kind, too.
    @Test(arguments: [50, 311, 2000]) func bandsHoldWhatTheyClaim(_ count: Int) {
        var random = SeededRandom(seed: 7)
        func draw() -> [Double] {
            (0..<count).map { _ in
                (0..<6).reduce(0.0) { sum, _ in sum + Double(random.index(below: 1000)) / 6000 }
            }
        }
        let band = SortedNumbers(draw()).band
        let own = Double(SortedNumbers(draw()).values.count(where: band.contains)) / Double(count)
        #expect(abs(own - 0.8) < 3 * (0.16 * 2 / Double(count)).squareRoot() + 0.01)
    }

    @Test func farFromAllPairsNothingIsSaid() {
        let separation = Separation(
            same: (0..<100).map { 0.6 + 0.001 * Double($0) },
            different: (0..<100).map { 0.3 + 0.001 * Double($0) })
        #expect(separation.auc == 1)
        #expect(separation.logOdds(0.65) > 3 && separation.logOdds(0.35) < -3)
        #expect(abs(separation.logOdds(-0.9)) < 0.1)
        // Bounded, whatever the gap.
        for place in stride(from: -1.0, through: 1, by: 0.01) {
            #expect(abs(separation.logOdds(place)) < 10)
        }
    }

    /// What is left out of the densities is less than the rounding of what stays.
    @Test func curvesOutOfReachAddNothing() {
        var random = SeededRandom(seed: 5)
        func draw(_ middle: Double) -> [Double] {
            (0..<2000).map { _ in middle + (Double(random.index(below: 1000)) / 1000 - 0.5) }
        }
        let (same, different) = (draw(0.4), draw(-0.3))
        let separation = Separation(same: same, different: different)
        func density(_ values: [Double], _ place: Double) -> Double {
            let h = separation.bandwidth
            let sum = values.reduce(0) { $0 + exp(-pow((place - $1) / h, 2) / 2) }
            return (sum / (h * (2 * Double.pi).squareRoot()) + 0.5) / Double(values.count + 1)
        }
        #expect(separation.bandwidth < 0.1)
        for place in stride(from: -1.0, through: 1, by: 0.05) {
            let whole = log(density(same, place) / density(different, place))
            #expect(abs(separation.logOdds(place) - whole) < 1e-12)
        }
    }

    @Test func equalSimilaritiesAreNoDivisionByZero() {
        let separation = Separation(
            same: Array(repeating: 1, count: 9), different: Array(repeating: 1, count: 9))
        #expect(separation.auc == 0.5)
        #expect(separation.logOdds(1) == 0 && separation.logOdds(0.2).isFinite)
        #expect(Separation(same: [], different: [0.1]).auc == 0.5)
        #expect(Separation(same: [], different: []).logOdds(0.1).isFinite)
    }

    @Test func sharesCountNumbersUpToAValue() {
        let numbers = SortedNumbers([0.3, 0.1, 0.2, 0.2])
        #expect([0, 0.1, 0.2, 0.25, 0.3].map(numbers.share) == [0, 0.25, 0.75, 0.75, 1])
        #expect(numbers.quantile(0) == 0.1 && numbers.quantile(1) == 0.3)
        #expect(SortedNumbers([]).band == 0...0 && SortedNumbers([]).share(upTo: 1) == 0)
    }
}

@Suite struct HeldOutTests {
    @Test func equalsTheReference() throws {
        for example in try nonEmpty(CalibrationReference.load().cases) {
            let found = HeldOut(example.pairs)
            #expect(abs(found.accuracy - example.heldOut.accuracy) < 1e-12)
            #expect(abs(found.low - example.heldOut.low) < 1e-12)
            #expect(abs(found.high - example.heldOut.high) < 1e-12)
            #expect(found.words == example.heldOut.words)
        }
    }

    @Test func withoutInformationItSaysSo() throws {
        let found = try CalibrationReference.load().cases.map { HeldOut($0.pairs) }
        #expect(found.map(\.isInformative) == [true, false])
    }

    /// Words that stand in one pair are never in two parts.
    @Test func wordsOfOnePairAreOneGroup() {
        func pair(_ words: String...) -> Calibration.Pair {
            .init(words: words, isSame: true, cosine: [0])
        }
        #expect(
            HeldOut.groups([
                pair("a", "a"), pair("b", "c"), pair("d", "d"), pair("C", "e"), pair("e", "e"),
                pair("f", "a"),
            ]) == [0, 1, 2, 1, 1, 0])
    }
}

@Suite struct PermutationTestTests {
    @Test func equalsTheReference() throws {
        for example in try nonEmpty(CalibrationReference.load().cases) {
            let found = PermutationTest.byLayer(example.cosines, isSame: example.labels)
            for (found, expected) in try paired(found, example.permutation) {
                #expect(abs(found.difference - expected.difference) < 1e-12)
                #expect(abs(found.p - expected.p) < 1e-12)
            }
        }
    }

    @Test func oneLabelHasNoDifference() {
        #expect(PermutationTest.byLayer([[0.1], [0.2]], isSame: [true, true]) == [])
        #expect(PermutationTest.byLayer([], isSame: []) == [])
        #expect(PermutationTest.byLayer([[0.1], [0.1]], isSame: [true, false])[0].p == 1)
    }
}

@Suite struct JudgeTests {
    private func judge(_ number: Int = 0) throws -> (Judge, CalibrationReference.Case) {
        let example = try CalibrationReference.load().cases[number]
        return (Judge(try Calibration(example.pairs, listHash: "")), example)
    }

    @Test func aPairIsNotJudgedByItself() throws {
        let (judge, example) = try judge()
        let opinion = judge.opinion(of: example.cosines[0], words: ["W0", "w0"])
        let others = [Separation](example.pairs.filter { $0.words != ["w0"] })
        #expect(others[0].same.values.count < judge.layers[0].same.values.count)
        #expect(opinion.best == others.best)
        #expect(
            opinion.logOdds == others[others.best].logOdds(Double(example.cosines[0][others.best])))
        // A word that the list does not have leaves all.
        let other = judge.opinion(of: example.cosines[0], words: ["none", "none"])
        #expect(other.layers == judge.layers)
        #expect(!judge.basis(without: ["w0"]).isOwn)
        // Where too few would remain, none is left out.
        #expect(judge.basis(without: (0..<24).map { "w\($0)" }).isOwn)
        // Asked again, it says the same.
        #expect(judge.opinion(of: example.cosines[0], words: ["w0"]).logOdds == opinion.logOdds)
    }

    /// More words than are kept at once: what is forgotten is measured again, to the bit.
    @Test func whatIsLeftOutIsTheSameEveryTime() throws {
        let (judge, example) = try judge()
        let words = Set(example.words).sorted()
        let first = words.map { judge.basis(without: [$0]).layers }
        #expect(words.map { judge.basis(without: [$0]).layers } == first)
        for (word, layers) in zip(words, first) {
            #expect(layers == [Separation](example.pairs.filter { !$0.words.contains(word) }))
        }
    }

    @Test func theVerdictFollowsTheSimilarity() throws {
        let (judge, example) = try judge()
        let best = judge.layers.best
        func opinion(_ value: Float) -> Judge.Opinion {
            var cosine = example.cosines[0]
            cosine[best] = value
            return judge.opinion(of: cosine, words: ["none"])
        }
        #expect(opinion(0.85).logOdds > 0 && opinion(0.35).logOdds < 0)
        #expect(opinion(0.95).shareOfSame > 0.9 && opinion(0.2).shareOfDifferent < 0.1)
    }
}
