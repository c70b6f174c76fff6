/// How alike the directions of two vectors are.
public enum CosineSimilarity {
    /// The cosine of the angle between two vectors: Σ aᵢbᵢ / (‖a‖·‖b‖), summed in 64 bits.
    ///
    /// - Parameters:
    ///   - a: any number of scalars; none of them overflows, whatever its size.
    ///   - b: as many.
    /// - Returns: a number in [−1, 1]; 1 for equal directions; 0 when either vector is zero, as
    ///   PyTorch has it; NaN when either has an entry that is not finite, or when their lengths differ.
    @inlinable
    public static func cosine(_ a: some Collection<Float>, _ b: some Collection<Float>) -> Float {
        guard a.count == b.count else { return .nan }
        var dot = 0.0
        var squareA = 0.0
        var squareB = 0.0
        for (x, y) in zip(a, b) {
            dot += Double(x) * Double(y)
            squareA += Double(x) * Double(x)
            squareB += Double(y) * Double(y)
        }
        guard squareA != 0, squareB != 0 else { return 0 }
        return Float(min(max(dot / (squareA.squareRoot() * squareB.squareRoot()), -1), 1))
    }

    /// The cosine of every two of many vectors, as `cosine` defines it; products are summed in 32 bits and the
    /// sums in 64.
    ///
    /// - Parameters:
    ///   - vectors: any number.
    ///   - threadCount: how many threads share the work; the result does not depend on it.
    /// - Returns: numbers in [−1, 1]; 1 for a vector with itself, or 0 if it is zero.
    /// - Precondition: the lengths are equal.
    /// - Complexity: O(n²) products of two vectors.
    package static func matrix(of vectors: [[Float]], threadCount: Int) throws -> SymmetricMatrix {
        let lengths = vectors.map { dotProduct($0, $0).squareRoot() }
        // A few rows with a few columns at a time, whose vectors stay in the processor's caches.
        let blockCount = (vectors.count + blockRows - 1) / blockRows
        let blocks = try mapConcurrently(count: blockCount, threadCount: threadCount) { block in
            let rows = block * blockRows..<min((block + 1) * blockRows, vectors.count)
            var cosines = rows.map { [Float](repeating: 0, count: $0 + 1) }
            for start in stride(from: 0, to: rows.upperBound, by: blockColumns) {
                for row in rows where start <= row {
                    for column in start..<min(start + blockColumns, row + 1) {
                        let product = lengths[row] * lengths[column]
                        guard product != 0 else { continue }
                        let dot = dotProduct(vectors[row], vectors[column])
                        cosines[row - rows.lowerBound][column] =
                            Float(min(max(dot / product, -1), 1))
                    }
                }
            }
            return cosines
        }
        return SymmetricMatrix(blocks.flatMap { $0 })
    }

    private static let blockRows = 16
    private static let blockColumns = 64

    /// The similarity of two words at every layer: formula 1 of Ethayarajh (2019), cos(h₁, h₂).
    ///
    /// - Parameters:
    ///   - first: what the model computed for the first sentence.
    ///   - tokens1: the indices of the first word's tokens in `first`; its vector at a layer is the
    ///     mean over them.
    ///   - second: what it computed for the second sentence.
    ///   - tokens2: those of the second word in `second`.
    /// - Returns: layers + 1 numbers: the embeddings, then each layer. NaN for a word without tokens or
    ///   with one that its sentence does not have, and for encodings of models of different sizes.
    public static func byLayer(
        _ first: ModelOutput, _ tokens1: [Int], _ second: ModelOutput, _ tokens2: [Int]
    ) -> [Float] {
        (0...first.layerCount).map { layer in
            cosine(
                first.meanState(of: tokens1, layer: layer),
                second.meanState(of: tokens2, layer: layer))
        }
    }

    /// The similarity of two words whose vectors are there already, which is that of their encodings, to the bit.
    /// - Parameters:
    ///   - first: `[layers + 1][hidden]`, the means over the first word's tokens.
    ///   - second: those of the second word.
    package static func byLayer(_ first: [[Float]], _ second: [[Float]]) -> [Float] {
        zip(first, second).map { cosine($0, $1) }
    }
}

extension ModelOutput {
    /// The mean hidden state of some tokens.
    ///
    /// - Parameters:
    ///   - tokens: their indices.
    ///   - layer: index into `hiddenStates`: 0 is the output of the embeddings.
    /// - Returns: `[hidden]`; NaN for no token, or where one of them or the layer does not exist.
    public func meanState(of tokens: [Int], layer: Int) -> [Float] {
        mean(of: tokens.map { hiddenStates[row: layer, $0] }, width: hiddenStates.shape.last ?? 0)
    }
}

/// The mean of vectors of `width` numbers each, summed in 64 bits; NaN for no vector, or for one of another
/// length.
func mean(of vectors: [ArraySlice<Float>], width: Int) -> [Float] {
    guard !vectors.isEmpty, vectors.allSatisfy({ $0.count == width }) else {
        return Array(repeating: .nan, count: width)
    }
    if vectors.count == 1 { return Array(vectors[0]) }
    var sums = [Double](repeating: 0, count: width)
    for vector in vectors {
        for (index, value) in vector.enumerated() { sums[index] += Double(value) }
    }
    return sums.map { Float($0 / Double(vectors.count)) }
}
