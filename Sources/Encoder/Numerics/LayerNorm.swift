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

    /// The primitive for a given number of rows. Its arguments: source and destination
    /// `[rows, width]`, which may be the same, scale, shift.
    func primitive(
        rows: Int, engine: ComputeEngine, scratchpad: (Int) throws -> UnsafeMutableRawPointer
    ) throws -> Primitive {
        try Primitive(
            "a layer norm of [\(rows), \(width)]", engine: engine, scratchpad: scratchpad
        ) { co_layer_norm_create($0, rows, width, epsilon, &$1) }
    }
}
