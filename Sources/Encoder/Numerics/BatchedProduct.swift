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

    /// The primitive. Its arguments: left, right, destination.
    func primitive(
        engine: ComputeEngine, scratchpad: (Int) throws -> UnsafeMutableRawPointer
    ) throws -> Primitive {
        var product = co_product(
            batch: batch, m: m, n: n, k: k, left: left.oneDNN, right: right.oneDNN,
            destination: destination.oneDNN, scale: scale,
            epilogue: accumulates ? co_accumulate : co_plain)
        return try Primitive(
            "a product of \(batch) × [\(m), \(k)] × [\(k), \(n)]", engine: engine,
            scratchpad: scratchpad
        ) { co_product_create($0, &product, &$1) }
    }
}

extension BatchedProduct.Strides {
    fileprivate var oneDNN: co_strides { co_strides(batch: batch, row: row, column: column) }
}
