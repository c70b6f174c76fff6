import Foundation
import Testing

@testable import Encoder

@Suite struct SoftmaxTests {
    private func probabilities(_ logits: [Float]) -> [Float] {
        var values = logits
        values.withUnsafeMutableBufferPointer { softmax($0) }
        return values
    }

    @Test(arguments: [1, 15, 16, 50, 1000])
    func equalsTheDefinition(_ count: Int) {
        var random = SeededGenerator(5)
        let logits = (0..<count).map { _ in Float.random(in: -30...30, using: &random) }
        let largest = logits.max() ?? 0
        // The difference is rounded; its exponential is not.
        let powers = logits.map { exp(Double($0 - largest)) }
        let sum = powers.reduce(0, +)
        let found = probabilities(logits)
        for (found, power) in zip(found, powers) {
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

    @Test func exponentialsOfNoNumberAreNone() {
        var lanes = SIMD16<Float>.zero
        lanes[3] = .nan
        #expect(exponentials(lanes)[3].isNaN)
        #expect(exponentials(lanes)[2] == 1)
    }
}
