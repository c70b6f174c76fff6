/// A dense array of 32-bit floats in row-major order: the last dimension varies fastest.
///
/// ```swift
/// let tensor = Tensor(shape: [2, 3], scalars: [1, 2, 3, 4, 5, 6])
/// Array(tensor?[row: 1] ?? [])  // [4, 5, 6]
/// ```
public struct Tensor: Sendable, Equatable {
    /// The size of each dimension, outermost first.
    public let shape: [Int]

    /// All scalars, `shape`'s product of them.
    public let scalars: [Float]

    /// Makes a tensor from its scalars.
    /// - Returns: `nil` when the number of scalars is not the product of `shape`, or a dimension
    ///   is negative.
    public init?(shape: [Int], scalars: [Float]) {
        guard let count = elementCount(of: shape), count == scalars.count else { return nil }
        self.shape = shape
        self.scalars = scalars
    }

    /// Takes `shape`'s product of scalars.
    init(scalars: [Float], shape: [Int]) {
        self.shape = shape
        self.scalars = scalars
    }

    /// Copies `shape`'s product of scalars.
    init(copying scalars: UnsafePointer<Float>, shape: [Int]) {
        self.shape = shape
        self.scalars = Array(
            UnsafeBufferPointer(start: scalars, count: shape.reduce(1, *)))
    }

    /// Copies the first scalars of a buffer that holds at least `shape`'s product of them.
    init(copying buffer: AlignedBuffer, shape: [Int]) {
        self = withExtendedLifetime(buffer) { Tensor(copying: buffer.floatBase, shape: shape) }
    }

    /// The scalars along the last dimension at the given outer indices.
    ///
    /// With `shape` `[layers, tokens, hidden]`, `tensor[row: l, t]` is the vector of token `t` at
    /// layer `l`: `hidden` scalars.
    /// - Parameter indices: one for every dimension but the last.
    /// - Returns: the row; as many NaNs where the tensor has no such row.
    public subscript(row indices: Int...) -> ArraySlice<Float> {
        let width = shape.last ?? 0
        var row = 0
        var exists = indices.count == shape.count - 1
        for (index, size) in zip(indices, shape) where exists {
            exists = index >= 0 && index < size
            if exists { row = row * size + index }
        }
        guard exists else { return [Float](repeating: .nan, count: width)[...] }
        return scalars[row * width..<(row + 1) * width]
    }
}

/// The product of a shape's dimensions, or `nil` when one is negative or the product overflows.
func elementCount(of shape: [Int]) -> Int? {
    var count = 1
    for size in shape {
        let (product, overflow) = count.multipliedReportingOverflow(by: size)
        guard size >= 0, !overflow else { return nil }
        count = product
    }
    return count
}
