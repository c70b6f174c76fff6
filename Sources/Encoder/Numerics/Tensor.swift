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

    /// Tensors of some shapes, all of whose scalars `body` writes, given where each of them starts.
    /// - Throws: `NumericsError` when there is not enough memory, or what `body` throws.
    static func filled(
        _ shapes: [[Int]], _ body: ([UnsafeMutablePointer<Float>]) throws -> Void
    ) throws -> [Tensor] {
        var tensors: [Tensor] = []
        func fill(_ starts: [UnsafeMutablePointer<Float>]) throws {
            guard starts.count < shapes.count else { return try body(starts) }
            let shape = shapes[starts.count]
            let byteCount = try AlignedBuffer.byteCount(of: shape)
            // An array that finds no memory ends the process.
            if byteCount >= LargePages.size { _ = try AlignedBuffer(byteCount: byteCount) }
            let count = byteCount / MemoryLayout<Float>.stride
            // An empty array has no address.
            let scalars = try [Float](unsafeUninitializedCapacity: max(count, 1)) { room, written in
                LargePages.advise(UnsafeMutableRawBufferPointer(room))
                if let start = room.baseAddress { try fill(starts + [start]) }
                written = count
            }
            tensors.append(Tensor(scalars: scalars, shape: shape))
        }
        try fill([])
        return tensors.reversed()
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
