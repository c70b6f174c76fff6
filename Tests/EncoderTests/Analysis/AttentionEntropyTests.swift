import Foundation
import Testing

@testable import Encoder

@Suite struct AttentionEntropyTests {
    @Test(arguments: AnalysisReference.Name.allCases)
    func equalsTheReference(_ name: AnalysisReference.Name) throws {
        let reference = try AnalysisReference.load(name)
        for (number, encoding) in reference.encodings.enumerated() {
            expectClose(
                AttentionEntropy.byHead(from: reference.targets[number], in: encoding)
                    .flatMap { $0 }, try reference("\(number).entropy"))
            expectClose(
                AttentionEntropy.byHead(in: encoding).flatMap { $0 },
                try reference("\(number).mean_entropy"))
        }
    }

    @Test func ofKnownRows() {
        for count in [2, 3, 10, 512] {
            let even = AttentionEntropy.entropy(
                [Float](repeating: 1 / Float(count), count: count))
            #expect(abs(even - log(Float(count))) < 1e-5)
            #expect(abs(AttentionEntropy.normalized(even, tokenCount: count) - 1) < 1e-5)
            var single = [Float](repeating: 0, count: count)
            single[count - 1] = 1
            // Smoothing leaves a little for the others: 0.0001/n each.
            let rest = 0.0001 / Double(count)
            let large = 1 - rest * Double(count - 1)
            let expected = -large * log(large) - rest * log(rest) * Double(count - 1)
            #expect(abs(Double(AttentionEntropy.entropy(single)) - expected) < 2e-6)
        }
    }

    @Test func isWithinItsRangeAndBlindToOrder() {
        var random = SeededGenerator(4)
        for count in [2, 7, 100] {
            let row = AttentionSummary.normalized(random.floats(count, in: 0...1))
            let entropy = AttentionEntropy.entropy(row)
            #expect(0...log(Float(count)) ~= entropy)
            #expect(abs(entropy - AttentionEntropy.entropy(row.reversed())) < 1e-5)
            #expect(0...1 ~= AttentionEntropy.normalized(entropy, tokenCount: count))
        }
    }

    @Test func oneTokenLeavesNothingToChoose() {
        #expect(AttentionEntropy.entropy([1]) == 0)
        #expect(AttentionEntropy.entropy([]) == 0)
        #expect(AttentionEntropy.normalized(0, tokenCount: 1) == 0)
        #expect(AttentionEntropy.normalized(0, tokenCount: 0) == 0)
    }

    @Test func whatIsNotANumberIsNotHidden() {
        #expect(AttentionEntropy.entropy([.nan]).isNaN)
        #expect(AttentionEntropy.entropy([.nan, 1]).isNaN)
        #expect(AttentionEntropy.normalized(.nan, tokenCount: 5).isNaN)
    }
}
