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
}
