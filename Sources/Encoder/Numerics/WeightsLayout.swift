internal import COneDNN

/// How the weights `[outputs, inputs]` of a linear layer lie in memory.
final class WeightsLayout: @unchecked Sendable {
    // Sendable: immutable after creation.
    let handle: OpaquePointer
    /// The size of the weights in this layout.
    let byteCount: Int
    /// The blocks in which outputs follow one another.
    let blocks: co_blocks

    private init(_ handle: OpaquePointer) {
        self.handle = handle
        byteCount = co_layout_byte_count(handle)
        blocks = co_layout_blocks(handle)
    }

    /// The panels of `ck_product`.
    static func panels(inputs: Int, outputs: Int) throws -> WeightsLayout {
        WeightsLayout(
            try created("describe panels of [\(outputs), \(inputs)]") {
                co_layout_create_panels(inputs, outputs, &$0)
            })
    }

    /// The layout that oneDNN prefers for a layer.
    static func preferred(for linear: co_linear, engine: ComputeEngine) throws -> WeightsLayout {
        WeightsLayout(
            try created(
                "choose a layout for weights of shape [\(linear.outputs), \(linear.inputs)]"
            ) { co_layout_create(engine.handle, linear, &$0) })
    }

    /// Writes dense weights in this layout.
    func pack(
        _ weights: UnsafePointer<Float>, into packed: UnsafeMutableRawPointer, engine: ComputeEngine
    ) throws {
        try check(co_pack(engine.handle, weights, handle, packed), "pack weights")
    }

    deinit { co_layout_destroy(handle) }
}
