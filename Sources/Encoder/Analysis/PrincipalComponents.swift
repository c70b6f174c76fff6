/// The directions along which vectors differ most (Pearson 1901).
///
/// The eigenvectors with the largest eigenvalues of the covariance, found by orthogonal iteration with
/// Rayleigh and Ritz's step (Golub and Van Loan, chapter 8) on whichever is smaller: the products of all
/// vectors or those of all dimensions. Each direction's sign is chosen so that its largest entry, the first
/// of several, is positive; so the same vectors always give the same directions.
public struct PrincipalComponents: Sendable {
    /// `[dimensions]`
    public let mean: [Double]
    /// Unit vectors at right angles, the one with the most variance first: `[count][dimensions]`. Zero
    /// where the vectors do not differ in so many directions.
    public let axes: [[Double]]
    /// The share of the variance that lies along each axis; 0 where nothing differs.
    public let explained: [Double]

    /// - Parameters:
    ///   - vectors: any number, of the same length; if one has another length than the first, all results
    ///     are NaN.
    ///   - count: how many components to find; none for a negative number.
    /// - Complexity: O(n · m · min(n, m)) for n vectors of m dimensions, and for more than four components
    ///   O(min(n, m)³) besides.
    public init(of vectors: [ArraySlice<Float>], count: Int) {
        let count = max(count, 0)
        let width = vectors.first?.count ?? 0
        guard vectors.allSatisfy({ $0.count == width }) else {
            mean = Array(repeating: .nan, count: width)
            axes = Array(repeating: mean, count: count)
            explained = Array(repeating: .nan, count: count)
            return
        }
        var mean = [Double](repeating: 0, count: width)
        for vector in vectors {
            for (index, scalar) in vector.enumerated() { mean[index] += Double(scalar) }
        }
        for index in mean.indices { mean[index] /= Double(vectors.count) }
        self.mean = mean

        var centred: [Float] = []
        centred.reserveCapacity(vectors.count * width)
        for vector in vectors {
            for (index, scalar) in vector.enumerated() {
                centred.append(Float(Double(scalar) - mean[index]))
            }
        }
        let variance = centred.reduce(0.0) { $0 + Double($1) * Double($1) }
        guard variance > 0, variance.isFinite else {
            // Nothing differs, or something is not a number: then nor is any axis.
            let scalar = variance == 0 ? 0 : Double.nan
            axes = Array(repeating: Array(repeating: scalar, count: width), count: count)
            explained = Array(repeating: scalar, count: count)
            return
        }

        let isWide = vectors.count <= width
        let size = isWide ? vectors.count : width
        let matrix =
            isWide
            ? productsOfRows(centred, rows: size, columns: width)
            : productsOfColumns(centred, columns: size)
        let pairs = leadingEigenpairs(of: matrix, size: size, count: count)
        explained = pairs.map { max($0.value, 0) / variance }
        axes = pairs.map { pair in
            var axis = pair.vector
            if isWide {
                axis = Array(repeating: 0, count: width)
                for (row, weight) in pair.vector.enumerated() {
                    for column in 0..<width {
                        axis[column] += weight * Double(centred[row * width + column])
                    }
                }
            }
            return oriented(axis)
        }
    }

    /// Where a vector lies: its coordinate along each axis, the mean being the origin. NaN for a vector of
    /// another length; 0 where there were no vectors.
    public func project(_ vector: some Collection<Float>) -> [Double] {
        guard mean.isEmpty || vector.count == mean.count else { return axes.map { _ in .nan } }
        let vector = Array(vector)
        return axes.map { axis in
            var sum = 0.0
            for index in mean.indices {
                sum += (Double(vector[index]) - mean[index]) * axis[index]
            }
            return sum
        }
    }
}

/// A vector of length 1 whose largest entry is positive; a zero vector stays zero.
private func oriented(_ vector: [Double]) -> [Double] {
    let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    guard length > 0 else { return vector }
    let largest = vector.indices.max { abs(vector[$0]) < abs(vector[$1]) } ?? 0
    let scale = (vector[largest] < 0 ? -1 : 1) / length
    return vector.map { $0 * scale }
}

/// M·Mᵀ, `[rows·rows]`.
private func productsOfRows(_ matrix: [Float], rows: Int, columns: Int) -> [Double] {
    var result = [Double](repeating: 0, count: rows * rows)
    matrix.withUnsafeBufferPointer { matrix in
        for i in 0..<rows {
            for j in 0...i {
                let sum = dotProduct(
                    UnsafeBufferPointer(rebasing: matrix[i * columns..<(i + 1) * columns]),
                    UnsafeBufferPointer(rebasing: matrix[j * columns..<(j + 1) * columns]))
                result[i * rows + j] = sum
                result[j * rows + i] = sum
            }
        }
    }
    return result
}

/// Mᵀ·M, `[columns·columns]`.
private func productsOfColumns(_ matrix: [Float], columns: Int) -> [Double] {
    var result = [Double](repeating: 0, count: columns * columns)
    // Eight rows at a time, which are summed in 32 bits: each sum is loaded and stored once for all.
    var block = [Float](repeating: 0, count: 8 * columns)
    block.withUnsafeMutableBufferPointer { block in
        result.withUnsafeMutableBufferPointer { result in
            guard let rows0 = block.baseAddress, let sums = result.baseAddress else { return }
            let rows4 = rows0 + 4 * columns
            for start in stride(from: 0, to: matrix.count, by: block.count) {
                for index in block.indices {
                    block[index] = start + index < matrix.count ? matrix[start + index] : 0
                }
                for i in 0..<columns {
                    let target = sums + i * columns
                    for j in i..<columns {
                        target[j] +=
                            Double(fourProducts(rows0, columns, i, j))
                            + Double(fourProducts(rows4, columns, i, j))
                    }
                }
            }
            for i in 0..<columns {
                for j in 0..<i { sums[i * columns + j] = sums[j * columns + i] }
            }
        }
    }
    return result
}

/// The sum of the products of two columns over four rows.
@inline(__always)
private func fourProducts(
    _ rows: UnsafePointer<Float>, _ columns: Int, _ i: Int, _ j: Int
) -> Float {
    (rows[i] * rows[j] + rows[columns + i] * rows[columns + j])
        + (rows[2 * columns + i] * rows[2 * columns + j]
            + rows[3 * columns + i] * rows[3 * columns + j])
}
