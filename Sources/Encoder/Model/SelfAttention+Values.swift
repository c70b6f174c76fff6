/// The values that attention weighs, and what the block makes of their weighted sums.
extension SelfAttention {
    /// The values of all heads, x·W_V + b_V, where x is the layer's input or, if the layer norm stands before
    /// the block, its norm.
    ///
    /// - Parameters:
    ///   - states: the layer's input, `[rows, hidden]`; may be replaced by its norm.
    ///   - values: where they go, `[rows, heads·headSize]`.
    func values(
        of states: UnsafeMutablePointer<Float>, rows: Int,
        into values: UnsafeMutablePointer<Float>, _ workspace: Workspace
    ) throws {
        try normalizeInput(rows: rows, states, workspace)
        let blocks = queryKeyValue.blockCount
        let part = queryKeyValue.part(blocks * 2 / 3..<blocks)
        if part.first == 2 * hiddenSize {
            return try workspace.apply(queryKeyValue, part, rows: rows, states, into: values)
        }
        let qkv = try workspace.buffer(.queryKeyValue, count: rows * 3 * hiddenSize)
        try workspace.apply(queryKeyValue, rows: rows, states, into: qkv)  // [rows, 3·hidden]
        for row in 0..<rows {
            (values + row * hiddenSize).update(
                from: qkv + row * 3 * hiddenSize + 2 * hiddenSize, count: hiddenSize)
        }
    }

    /// What the block adds for weighted values: c·W_O, without b_O.
    ///
    /// - Parameters:
    ///   - contexts: `[rows, heads·headSize]`.
    ///   - result: where it goes, `[rows, hidden]`.
    func outputs(
        of contexts: UnsafeMutablePointer<Float>, rows: Int,
        into result: UnsafeMutablePointer<Float>, _ workspace: Workspace
    ) throws {
        // The product adds the bias to what is there.
        for row in 0..<rows {
            for column in 0..<hiddenSize {
                result[row * hiddenSize + column] = -output.bias.floatBase[column]
            }
        }
        try workspace.apply(output, rows: rows, contexts, into: result)  // [rows, hidden]
    }
}

extension EncoderModel {
    /// Each head's W_O,hᵀ·W_O,h, by which the length of v·W_O,h follows from v alone.
    ///
    /// - Returns: `[heads][headSize·headSize]`.
    func outputGramMatrices(layer: Int) throws -> [[Float]] {
        let hiddenSize = configuration.hiddenSize
        let headSize = configuration.headSize
        // `[hidden, heads·headSize]`
        let matrix = try weights.value.scoped(configuration.architecture.layers[layer].scope)
            .tensor("attention.output.dense.weight", shape: [hiddenSize, hiddenSize]).copied()
        return withExtendedLifetime(matrix) {
            (0..<configuration.headCount).map { head in
                gramMatrix(
                    UnsafePointer(matrix.floatBase) + head * headSize, rows: hiddenSize,
                    stride: hiddenSize, columns: headSize)
            }
        }
    }
}

/// MᵀM of a matrix `[rows, columns]` whose rows lie `stride` apart.
private func gramMatrix(
    _ matrix: UnsafePointer<Float>, rows: Int, stride: Int, columns: Int
) -> [Float] {
    var result = [Float](repeating: 0, count: columns * columns)
    result.withUnsafeMutableBufferPointer { result in
        guard let sums = result.baseAddress else { return }
        var row = 0
        // Four rows at a time: each sum is loaded and stored once for all four.
        while row + 4 <= rows {
            let a = matrix + row * stride
            let b = a + stride
            let c = b + stride
            let d = c + stride
            for i in 0..<columns {
                let target = sums + i * columns
                let (x, y, z, w) = (a[i], b[i], c[i], d[i])
                for j in i..<columns {
                    target[j] += (x * a[j] + y * b[j]) + (z * c[j] + w * d[j])
                }
            }
            row += 4
        }
        while row < rows {
            let a = matrix + row * stride
            for i in 0..<columns {
                let target = sums + i * columns
                for j in i..<columns { target[j] += a[i] * a[j] }
            }
            row += 1
        }
        for i in 0..<columns {
            for j in 0..<i { sums[i * columns + j] = sums[j * columns + i] }
        }
    }
    return result
}
