import CKernels
import Foundation
import Testing

@testable import Encoder

@Suite struct ActivationTests {
    @Test(arguments: [
        ("gelu", Activation.gelu), ("gelu_python", .gelu), ("gelu_new", .geluTanh),
        ("gelu_pytorch_tanh", .geluTanh), ("gelu_fast", .geluTanh), ("gelu_python_tanh", .geluTanh),
        ("relu", .relu), ("silu", .silu), ("swish", .silu), ("tanh", .tanh), ("sigmoid", .sigmoid),
    ])
    func knowsHuggingFacesNames(_ name: String, _ activation: Activation) {
        #expect(Activation(configurationName: name) == activation)
    }

    @Test(arguments: ["", "GELU", "quick_gelu", "relu2", "geluTanh", "mish"])
    func refusesOtherNames(_ name: String) {
        #expect(Activation(configurationName: name) == nil)
    }

    /// Against the C library's error function in 64 bits.
    @Test(arguments: [1, 15, 16, 17, 20_001])
    func geluIsExactToAMillionth(_ count: Int) throws {
        let values = (0..<count).map { Float($0) / Float(max(count - 1, 1)) * 24 - 12 }
        var found = values
        ck_gelu(&found, count)
        for (x, y) in try paired(values, found) {
            let expected = Double(x) / 2 * (1 + erf(Double(x) / 2.0.squareRoot()))
            #expect(abs(Double(y) - expected) < 1.5e-6)
        }
    }

    @Test func geluOfNegativeNumbersVanishes() {
        var values: [Float] = [-5.6, -6, -10, -50, -1000, -1e20]
        ck_gelu(&values, values.count)
        #expect(values.allSatisfy { $0 <= 0 && $0 > -2e-7 })
        #expect(values.dropFirst().allSatisfy { $0 == 0 })
    }

    @Test func geluOfLargeNumbers() {
        var values: [Float] = [.infinity, -1e30, 1e30, 0, -0.0, .nan, .greatestFiniteMagnitude]
        ck_gelu(&values, values.count)
        #expect(values[0] == .infinity)
        #expect(values[1] == 0 && values[2] == 1e30 && values[3] == 0 && values[4] == 0)
        #expect(values[5].isNaN)
        #expect(values[6] == .greatestFiniteMagnitude)
    }
}
