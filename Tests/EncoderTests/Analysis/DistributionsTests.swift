import Foundation
import Testing

@testable import Encoder

@Suite struct DistributionsTests {
    private func probabilities(_ logits: [Float]) -> [Float] {
        var values = logits
        values.withUnsafeMutableBufferPointer { softmax($0) }
        return values
    }

    @Test(arguments: [1, 15, 16, 50, 1000])
    func softmaxEqualsItsDefinition(_ count: Int) throws {
        var random = SeededGenerator(5)
        let logits = (0..<count).map { _ in Float.random(in: -30...30, using: &random) }
        let largest = logits.max() ?? 0
        // The difference is rounded; its exponential is not.
        let powers = logits.map { exp(Double($0 - largest)) }
        let sum = powers.reduce(0, +)
        let found = probabilities(logits)
        for (found, power) in try paired(found, powers) {
            #expect(abs(Double(found) - power / sum) <= 5e-7 * power / sum)
        }
        #expect(abs(found.reduce(0.0) { $0 + Double($1) } - 1) < 1e-6)
    }

    @Test func farBelowTheLargestIsNothing() {
        let found = probabilities([0, -86, -88, -1e9, -.infinity])
        #expect(found[0] == 1 && found[1] > 0)
        #expect(found[2...] == [0, 0, 0])
        #expect(probabilities([]) == [])
    }

    /// 1000 less than such numbers is the same number.
    @Test func largeLogitsHaveNoOthersBesideThem() {
        #expect(probabilities([1e30, 1e30, -1e30]) == [0.5, 0.5, 0])
    }

    @Test func whatIsNotANumberMakesProbabilitiesNone() {
        let found = probabilities([0, .nan, 1])
        #expect(found[0].isNaN && found[1].isNaN && found[2].isNaN)
    }

    @Test(arguments: [0, 5, 16, 37]) func minimaAreSummed(_ count: Int) {
        let a = (0..<count).map(Float.init)
        let sum = a.withUnsafeBufferPointer { a in
            Array(a.reversed()).withUnsafeBufferPointer { sumOfMinima(a, $0) }
        }
        #expect(sum == Double(zip(a, a.reversed()).reduce(0) { $0 + min($1.0, $1.1) }))
    }

    @Test func entropyEqualsTheLogarithmOfTheLibrary() {
        var random = SeededGenerator(12)
        for exponent in -30...1 {
            for _ in 0..<16 {
                let x =
                    Float.random(in: 0.5...1, using: &random)
                    * Float(sign: .plus, exponent: exponent, significand: 1)
                let expected = -Double(x) * log(Double(x))
                // Near 1 the term goes to 0, and the error counts in units of x.
                #expect(
                    abs(mixtureEntropy([x], [x]) - expected) <= 3e-7 * max(Double(x), abs(expected))
                )
            }
        }
    }

    @Test(arguments: [1, 15, 16, 33]) func entropyOfAMixtureIsThatOfItsMean(_ count: Int) {
        var random = SeededGenerator(14)
        let p = random.floats(count).map { abs($0) + 0.1 }
        let q = random.floats(count).map { abs($0) + 0.1 }
        let expected = zip(p, q).reduce(0.0) { sum, pair in
            let x = (Double(pair.0) + Double(pair.1)) / 2
            return sum - x * log(x)
        }
        #expect(abs(mixtureEntropy(p, q) - expected) < 2e-6 * Double(count))
        #expect(mixtureEntropy(p, q) == mixtureEntropy(q, p))
    }

    @Test func entropyOfOnesIsNothingAndOfNoNumberNone() {
        #expect(mixtureEntropy([1, 1, 1], [1, 1, 1]) == 0)
        #expect(mixtureEntropy([1, .nan], [1, 1]).isNaN)
        #expect(mixtureEntropy([], []) == 0)
    }
}
