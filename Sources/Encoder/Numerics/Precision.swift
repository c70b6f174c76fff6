internal import CKernels

/// The numbers that the matrix products of a model's layers multiply.
public enum Precision: String, CaseIterable, Hashable, Sendable {
    /// 32-bit floats, as Hugging Face's reference.
    case float32 = "fp32"
    /// 16-bit floats with 8 bits of precision, summed up in 32 bits: about twice as fast on AMD's
    /// Zen 4, slower than `float32` on an Intel processor without AMX. Cosines of
    /// hidden states differ from those of `float32` in the third decimal place. Embeddings,
    /// attention probabilities, layer norms and residual connections stay in 32 bits.
    case bfloat16 = "bf16"

    /// Whether the processor can multiply such numbers.
    public var isSupported: Bool {
        switch self {
        case .float32: true
        case .bfloat16: ck_has_bfloat16_products() != 0
        }
    }
}
