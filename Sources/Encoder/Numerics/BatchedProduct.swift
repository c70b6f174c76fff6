internal import COneDNN

/// A matrix product for each of several pairs of matrices, which may be parts of larger ones:
/// `destination[b]` = scale · `left[b]` · `right[b]`, or that added to what the destination holds.
struct BatchedProduct: Hashable {
    /// How far apart, in scalars, neighbours lie in memory.
    struct Strides: Hashable {
        var batch: Int
        var row: Int
        var column: Int = 1
    }

    /// The number of products.
    var batch: Int
    /// `left[b]` is `[m, k]`, `right[b]` `[k, n]`, `destination[b]` `[m, n]`.
    var m: Int
    var n: Int
    var k: Int
    var left: Strides
    var right: Strides
    var destination: Strides
    var scale: Float = 1
    var accumulates = false

    /// The kernel. Its arguments: left, right, destination.
    func kernel(
        engine: ComputeEngine, scratchpad: (Int) throws -> UnsafeMutableRawPointer?
    ) throws -> Kernel {
        var left = try layout([batch, m, k], self.left)
        var right = try layout([batch, k, n], self.right)
        var destination = try layout([batch, m, n], self.destination)
        var description = dnnl_matmul_desc_t()
        try check(
            dnnl_matmul_desc_init(&description, &left, &right, nil, &destination),
            "describe a product of \(batch) × [\(m), \(k)] × [\(k), \(n)]")
        return try withAttributes(accumulates ? .accumulate : .none) { attributes in
            try check(
                withUnsafePointer(to: scale) {
                    dnnl_primitive_attr_set_output_scales(attributes, 1, 0, $0)
                }, "set a scale")
            return try Kernel(
                operation: &description, attributes: attributes, engine: engine,
                scratchpad: scratchpad, name: "a product of \(batch) × [\(m), \(k)] × [\(k), \(n)]",
                arguments: [
                    (DNNL_ARG_SRC, left), (DNNL_ARG_WEIGHTS, right), (DNNL_ARG_DST, destination),
                ])
        }
    }

    private func layout(_ shape: [Int], _ strides: Strides) throws -> dnnl_memory_desc_t {
        var description = dnnl_memory_desc_t()
        let sizes = shape.map { Int64($0) }
        let steps = [strides.batch, strides.row, strides.column].map { Int64($0) }
        try check(
            dnnl_memory_desc_init_by_strides(&description, 3, sizes, dnnl_f32, steps),
            "describe matrices of shape \(shape)")
        return description
    }
}
