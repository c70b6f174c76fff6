internal import CKernels

/// An eigenvalue with its eigenvector.
struct Eigenpair {
    var value: Double
    /// Of length 1, or zero.
    var vector: [Double]
}

/// The eigenpairs with the largest eigenvalues of a symmetric matrix without negative ones, the largest
/// first: up to four by orthogonal iteration on eight vectors with Rayleigh and Ritz's step, more by Jacobi's
/// rotations.
///
/// - Parameters:
///   - matrix: `[size·size]`, finite.
///   - count: how many are wanted; none for a negative number.
/// - Returns: `count` pairs; zeros where the matrix has fewer dimensions.
/// - Complexity: O(size²) for up to four, O(size³) for more.
func leadingEigenpairs(of matrix: [Double], size: Int, count: Int) -> [Eigenpair] {
    guard count <= iteratedCount else {
        let all = jacobiEigenpairs(of: matrix, size: size)
        let zero = Eigenpair(value: 0, vector: Array(repeating: 0, count: size))
        return (0..<count).map { $0 < size ? all[$0] : zero }
    }
    return iteratedEigenpairs(of: matrix, size: size, count: max(count, 0))
}

/// So many converge fast; the other half of the vectors is there to make them.
private let iteratedCount = 4

private func iteratedEigenpairs(of matrix: [Double], size: Int, count: Int) -> [Eigenpair] {
    // Always the same start, with a part in every direction.
    var state: UInt64 = 1
    var basis = (0..<size).map { _ in
        var row = Block.zero
        for index in 0..<Block.scalarCount {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            row[index] = Double(state >> 11) * 0x1p-53 - 0.5
        }
        return row
    }
    orthonormalize(&basis)
    var values = [Double](repeating: 0, count: Block.scalarCount)
    for _ in 0..<200 {
        var images = product(matrix, basis)
        // The matrix as the basis sees it, and its eigenvectors there.
        let inner = jacobiEigenpairs(of: products(basis, images), size: Block.scalarCount)
        values = inner.map(\.value)
        let turn = inner.map(\.vector)
        basis = combination(basis, turn)
        images = combination(images, turn)
        if isConverged(basis, images, values, count: count) { break }
        // Once more before the vectors are set upright again: they stay far from parallel.
        basis = product(matrix, images)
        orthonormalize(&basis)
    }
    return (0..<count).map { index in
        Eigenpair(
            value: index < size ? values[index] : 0,
            vector: index < size ? basis.map { $0[index] } : basis.map { _ in 0 })
    }
}

/// A row of eight vectors that stand side by side.
private typealias Block = SIMD8<Double>

/// Whether the first vectors are eigenvectors to some nine digits of the largest eigenvalue.
private func isConverged(
    _ basis: [Block], _ images: [Block], _ values: [Double], count: Int
) -> Bool {
    var scale = Block.zero
    for (index, value) in values.enumerated() { scale[index] = value }
    var squares = Block.zero
    for (vector, image) in zip(basis, images) {
        let difference = image - scale * vector
        squares += difference * difference
    }
    let tolerance = 1e-9 * values[0]
    return (0..<count).allSatisfy { squares[$0].squareRoot() <= tolerance }
}

/// A symmetric matrix times the vectors.
private func product(_ matrix: [Double], _ vectors: [Block]) -> [Block] {
    let size = vectors.count
    precondition(matrix.count == size * size, "the sizes differ")
    return [Block](unsafeUninitializedCapacity: size) { images, count in
        vectors.withUnsafeBytes { vectors in
            ck_block_product(
                matrix, vectors.baseAddress?.assumingMemoryBound(to: Double.self),
                UnsafeMutableRawPointer(images.baseAddress)?.assumingMemoryBound(to: Double.self),
                size)
        }
        count = size
    }
}

/// The products of each vector of one side with each of the other, `[8·8]`.
private func products(_ left: [Block], _ right: [Block]) -> [Double] {
    var sums = [Block](repeating: .zero, count: Block.scalarCount)
    for (a, b) in zip(left, right) {
        for index in sums.indices { sums[index] += a[index] * b }
    }
    return sums.flatMap { sum in sum.indices.map { sum[$0] } }
}

/// New vectors, each a sum of the old ones times its weights.
private func combination(_ vectors: [Block], _ weights: [[Double]]) -> [Block] {
    let columns = (0..<Block.scalarCount).map { old in
        var column = Block.zero
        for new in weights.indices { column[new] = weights[new][old] }
        return column
    }
    return vectors.map { row in
        var sum = Block.zero
        for index in columns.indices { sum += row[index] * columns[index] }
        return sum
    }
}

/// Makes the vectors unit vectors at right angles to each other; one that depends on those before it becomes
/// zero.
private func orthonormalize(_ vectors: inout [Block]) {
    for index in 0..<Block.scalarCount {
        let before = squaredLength(vectors, index)
        // Twice, because rounding leaves a part of the others after the first time.
        for _ in 0..<2 {
            var parts = Block.zero
            for row in vectors { parts += row[index] * row }
            for other in index..<Block.scalarCount { parts[other] = 0 }
            for row in vectors.indices { vectors[row][index] -= (parts * vectors[row]).sum() }
        }
        let length = squaredLength(vectors, index).squareRoot()
        let scale = length > 1e-12 * before.squareRoot() ? 1 / length : 0
        for row in vectors.indices { vectors[row][index] *= scale }
    }
}

private func squaredLength(_ vectors: [Block], _ index: Int) -> Double {
    vectors.reduce(0) { $0 + $1[index] * $1[index] }
}

/// All eigenpairs of a small symmetric matrix, the largest eigenvalue first: Jacobi's rotations.
///
/// - Parameter matrix: `[size·size]`, finite.
func jacobiEigenpairs(of matrix: [Double], size: Int) -> [Eigenpair] {
    var a = matrix
    var vectors = (0..<size).map { row in (0..<size).map { $0 == row ? 1.0 : 0 } }
    let total = a.reduce(0) { $0 + $1 * $1 }
    for _ in 0..<60 {
        var rest = 0.0
        for p in 0..<size {
            for q in 0..<size where q != p { rest += a[p * size + q] * a[p * size + q] }
        }
        if rest <= 1e-30 * total { break }
        for p in 0..<size {
            for q in p + 1..<max(size, p + 1) where a[p * size + q] != 0 {
                let angle = (a[q * size + q] - a[p * size + p]) / (2 * a[p * size + q])
                let t = (angle < 0 ? -1 : 1) / (abs(angle) + (angle * angle + 1).squareRoot())
                let c = 1 / (t * t + 1).squareRoot()
                let s = t * c
                for k in 0..<size {
                    let (x, y) = (a[k * size + p], a[k * size + q])
                    (a[k * size + p], a[k * size + q]) = (c * x - s * y, s * x + c * y)
                }
                for k in 0..<size {
                    let (x, y) = (a[p * size + k], a[q * size + k])
                    (a[p * size + k], a[q * size + k]) = (c * x - s * y, s * x + c * y)
                    let (v, w) = (vectors[p][k], vectors[q][k])
                    (vectors[p][k], vectors[q][k]) = (c * v - s * w, s * v + c * w)
                }
            }
        }
    }
    return (0..<size).map { Eigenpair(value: a[$0 * size + $0], vector: vectors[$0]) }
        .sorted { $0.value > $1.value }
}
