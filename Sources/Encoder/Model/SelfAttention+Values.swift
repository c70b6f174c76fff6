/// The values that attention weighs, and what the block makes of their weighted sums.
extension SelfAttention {
    /// The values of all heads, x·W_V + b_V.
    ///
    /// - Parameter states: the block's input, `[rows, hidden]`.
    /// - Returns: `[rows, heads·headSize]`.
    func values(
        of states: ArraySlice<Float>, rows: Int, _ workspace: Workspace
    ) throws -> [Float] {
        let input = try workspace.buffer(.states, count: rows * hiddenSize)
        copy(states, to: input)
        let qkv = try workspace.buffer(.queryKeyValue, count: rows * 3 * hiddenSize)
        try workspace.apply(queryKeyValue, rows: rows, input, into: qkv)  // [rows, 3·hidden]
        return [Float](unsafeUninitializedCapacity: rows * hiddenSize) { values, count in
            for row in 0..<rows {
                (values.baseAddress! + row * hiddenSize).initialize(
                    from: qkv + row * 3 * hiddenSize + 2 * hiddenSize, count: hiddenSize)
            }
            count = rows * hiddenSize
        }
    }

    /// What the block adds for weighted values: c·W_O, without b_O.
    ///
    /// - Parameter contexts: `[rows, heads·headSize]`.
    /// - Returns: `[rows, hidden]`.
    func outputs(
        of contexts: [Float], rows: Int, _ workspace: Workspace
    ) throws -> [Float] {
        let input = try workspace.buffer(.context, count: rows * hiddenSize)
        copy(contexts[...], to: input)
        let result = try workspace.buffer(.states, count: rows * hiddenSize)
        // The product adds the bias to what is there.
        for row in 0..<rows {
            for column in 0..<hiddenSize {
                result[row * hiddenSize + column] = -output.bias.floatBase[column]
            }
        }
        try workspace.apply(output, rows: rows, input, into: result)  // [rows, hidden]
        return Array(UnsafeBufferPointer(start: result, count: rows * hiddenSize))
    }

    private func copy(_ scalars: ArraySlice<Float>, to destination: UnsafeMutablePointer<Float>) {
        scalars.withUnsafeBufferPointer {
            if let base = $0.baseAddress { destination.update(from: base, count: $0.count) }
        }
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
        let matrix = try weights.value.scoped("encoder.layer.\(layer).attention")
            .linear("output.dense", inputs: hiddenSize, outputs: hiddenSize).matrix.copied()
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
