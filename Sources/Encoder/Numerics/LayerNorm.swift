internal import COneDNN

/// Layer normalisation over the last dimension: (x − mean) / √(variance + epsilon) · scale + shift
/// (Ba et al. 2016).
final class LayerNorm: @unchecked Sendable {
    // Sendable: immutable after init.
    let width: Int
    let epsilon: Float
    let scale: AlignedBuffer
    let shift: AlignedBuffer

    /// - Parameter hasBias: whether something is added after scaling.
    init(_ weights: ScopedWeights, width: Int, epsilon: Float, hasBias: Bool = true) throws {
        self.width = width
        self.epsilon = epsilon
        scale = try weights.tensor("weight", shape: [width]).copied()
        if hasBias {
            shift = try weights.tensor("bias", shape: [width]).copied()
        } else {
            shift = try AlignedBuffer(shape: [width])
            shift.floats.update(repeating: 0)
        }
    }

    /// The kernel for a given number of rows. Its arguments: source and destination
    /// `[rows, width]`, which may be the same, scale, shift.
    func kernel(
        rows: Int, engine: ComputeEngine, scratchpad: (Int) throws -> UnsafeMutableRawPointer?
    ) throws -> Kernel {
        var data = try dnnl_memory_desc_t.float32([rows, width])
        let vector = try dnnl_memory_desc_t.float32([width])
        var description = dnnl_layer_normalization_desc_t()
        try check(
            dnnl_layer_normalization_forward_desc_init(
                &description, dnnl_forward_inference, &data, nil, epsilon,
                dnnl_use_scale.rawValue | dnnl_use_shift.rawValue),
            "describe a layer norm of [\(rows), \(width)]")
        return try withAttributes { attributes in
            try Kernel(
                operation: &description, attributes: attributes, engine: engine,
                scratchpad: scratchpad, name: "a layer norm of [\(rows), \(width)]",
                arguments: [
                    (DNNL_ARG_SRC, data), (DNNL_ARG_DST, data),
                    (DNNL_ARG_SCALE, vector), (DNNL_ARG_SHIFT, vector),
                ])
        }
    }
}
