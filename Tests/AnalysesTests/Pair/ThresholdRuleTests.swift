import Testing

@testable import Analyses

@Suite struct ThresholdRuleTests {
    private func best(_ pairs: [(Double, Bool)]) -> ThresholdRule? {
        ThresholdRule.best(pairs.map { (similarity: $0.0, isSame: $0.1) })
    }

    @Test func liesBetweenTheSenses() throws {
        let rule = try #require(best([(0.9, true), (0.2, false), (0.4, false), (0.8, true)]))
        #expect(abs(rule.value - 0.6) < 1e-12)
        #expect(rule.accuracy == 1)
        #expect(rule.callsSame(0.61) && !rule.callsSame(0.59) && rule.callsSame(rule.value))
    }

    @Test func aUselessSimilarityNamesTheMoreFrequentLabel() throws {
        let different = try #require(best([(1, false), (1, true), (1, false)]))
        #expect(different.accuracy == 2.0 / 3 && !different.callsSame(1))
        let same = try #require(best([(1, true), (1, false), (1, true)]))
        #expect(same.accuracy == 2.0 / 3 && same.callsSame(1))
        #expect(best([]) == nil)
    }

    /// No threshold, tried one by one, is right more often; the accuracy is what one counts.
    @Test func isTheBest() throws {
        var state: UInt64 = 7
        func random() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / Double(1 << 24)
        }
        for count in [1, 2, 7, 60] {
            for _ in 0..<20 {
                let pairs = (0..<count).map { _ in
                    // Rounded, so that some are equal.
                    ((random() * 20).rounded() / 20, random() < 0.5)
                }
                let rule = try #require(best(pairs))
                func accuracy(_ threshold: Double) -> Double {
                    Double(pairs.count { ($0.0 >= threshold) == $0.1 }) / Double(count)
                }
                #expect(accuracy(rule.value) == rule.accuracy)
                for threshold in [-1, 2] + pairs.map({ $0.0 - 1e-6 }) + pairs.map({ $0.0 + 1e-6 }) {
                    #expect(accuracy(threshold) <= rule.accuracy)
                }
            }
        }
    }

    @Test func stepsOfAHistogram() throws {
        let steps = [(3, 1), (0, 4), (2, 0)].enumerated().map {
            ThresholdRule.Step(value: Double($0), same: $1.0, different: $1.1)
        }
        // From 0: 5 of 10 right; from 1: 2 + 1; from 2: 2 + 5.
        #expect(ThresholdRule.best(steps) == ThresholdRule(value: 2, accuracy: 0.7))
    }
}
