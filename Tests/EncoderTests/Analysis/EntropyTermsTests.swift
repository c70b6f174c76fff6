import Foundation
import Testing

@testable import Encoder

@Suite struct EntropyTermsTests {
    @Test func equalTheLogarithmOfTheLibrary() {
        var random = SeededGenerator(12)
        for exponent in -30...1 {
            var lanes = EntropyLanes.zero
            for index in lanes.indices {
                lanes[index] =
                    .random(in: 0.5...1, using: &random)
                    * Float(sign: .plus, exponent: exponent, significand: 1)
            }
            let terms = entropyTerms(lanes)
            for index in lanes.indices {
                let x = Double(lanes[index])
                let expected = -x * log(x)
                // Near 1 the term goes to 0, and the error counts in units of x.
                #expect(abs(Double(terms[index]) - expected) <= 3e-7 * max(x, abs(expected)))
            }
        }
    }

    @Test func ofOneIsNothingAndOfNoNumberNone() {
        #expect(entropyTerms(.one) == .zero)
        var lanes = EntropyLanes.one
        lanes[3] = .nan
        #expect(entropyTerms(lanes)[3].isNaN)
        #expect(entropyTerms(lanes)[2] == 0)
    }
}
