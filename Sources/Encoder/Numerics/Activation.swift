/// The activation function between the two linear layers of a feed-forward block.
public enum Activation: String, Hashable, Sendable {
    /// Gaussian error linear unit with the error function: x·Φ(x) (Hendrycks & Gimpel 2016).
    case gelu
    /// The same with Φ approximated through tanh.
    case geluTanh
    /// max(x, 0).
    case relu
    /// x·σ(x), also called swish.
    case silu
    /// The hyperbolic tangent.
    case tanh
    /// σ(x) = 1 / (1 + e⁻ˣ).
    case sigmoid

    /// Reads the name that a `config.json` uses, as Hugging Face defines it.
    /// - Returns: `nil` for a function that is not supported.
    public init?(configurationName name: String) {
        switch name {
        case "gelu", "gelu_python": self = .gelu
        case "gelu_new", "gelu_pytorch_tanh", "gelu_fast", "gelu_python_tanh": self = .geluTanh
        case "relu": self = .relu
        case "silu", "swish": self = .silu
        case "tanh": self = .tanh
        case "sigmoid": self = .sigmoid
        default: return nil
        }
    }
}
