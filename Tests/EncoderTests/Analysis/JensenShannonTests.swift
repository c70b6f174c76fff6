import Foundation
import Testing

@testable import Encoder

@Suite struct JensenShannonTests {
    private func divergence(_ p: [Float], _ q: [Float]) -> Double {
        JensenShannon.divergence(
            JensenShannon.Distribution(p), JensenShannon.Distribution(q))
    }

    @Test func ofKnownDistributions() {
        #expect(divergence([0.5, 0.5], [0.5, 0.5]) == 0)
        // 0.9995 and 0.0005 after smoothing; the mean is even.
        let rest = -(0.9995 * log(0.9995) + 0.0005 * log(0.0005))
        #expect(abs(divergence([1, 0], [0, 1]) - (log(2) - rest)) < 1e-6)
    }

    @Test func isSymmetricAndBounded() {
        var random = SeededGenerator(5)
        for count in [1, 2, 9, 300] {
            let p = AttentionSummary.normalized(random.floats(count, in: 0...1))
            let q = AttentionSummary.normalized(random.floats(count, in: 0...1))
            #expect(0...log(2) ~= divergence(p, q))
            #expect(divergence(p, q) == divergence(q, p))
            #expect(divergence(p, p) < 1e-6)
            if count > 1 { #expect(divergence(p, q) > 1e-4) }
        }
    }

    @Test func whatIsNotANumberIsNotHidden() {
        #expect(divergence([.nan, 1], [0.5, 0.5]).isNaN)
    }
}
