/// An eigenvalue with its eigenvector.
struct Eigenpair {
    var value: Double
    /// Of length 1, or zero.
    var vector: [Double]
}

/// The eigenpairs with the largest eigenvalues of a symmetric matrix without negative ones, the largest
/// first: orthogonal iteration on some more vectors than are wanted, with Rayleigh and Ritz's step.
///
/// - Parameter matrix: `[size·size]`, finite.
/// - Returns: `count` pairs; zeros where the matrix has fewer dimensions.
func leadingEigenpairs(of matrix: [Double], size: Int, count: Int) -> [Eigenpair] {
    let width = min(size, count + 6)
    // Always the same start, with a part in every direction.
    var state: UInt64 = 1
    var basis = (0..<width).map { _ in
        (0..<size).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) * 0x1p-53 - 0.5
        }
    }
    orthonormalize(&basis)
    var pairs: [Eigenpair] = []
    for _ in 0..<300 {
        let images = basis.map { product(matrix, $0) }
        // The matrix as the basis sees it, and its eigenvectors there.
        let small = basis.flatMap { row in images.map { dot(row, $0) } }
        let inner = jacobiEigenpairs(of: small, size: width)
        let rotatedImages = inner.map { combination(images, $0.vector) }
        basis = inner.map { combination(basis, $0.vector) }
        pairs = zip(inner, basis).map { Eigenpair(value: $0.value, vector: $1) }
        let tolerance = 1e-9 * (pairs.first?.value ?? 0)
        let isDone = zip(pairs, rotatedImages).prefix(count).allSatisfy { pair, image in
            zip(image, pair.vector).reduce(0) {
                let difference = $1.0 - pair.value * $1.1
                return $0 + difference * difference
            }.squareRoot() <= tolerance
        }
        if isDone { break }
        basis = rotatedImages
        orthonormalize(&basis)
    }
    let missing = Eigenpair(value: 0, vector: Array(repeating: 0, count: size))
    return (0..<count).map { $0 < pairs.count ? pairs[$0] : missing }
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

/// Makes vectors unit vectors at right angles to each other; one that depends on those before it becomes
/// zero.
private func orthonormalize(_ vectors: inout [[Double]]) {
    for index in vectors.indices {
        let before = dot(vectors[index], vectors[index]).squareRoot()
        // Twice, because rounding leaves a part of the others after the first time.
        for _ in 0..<2 {
            for other in 0..<index {
                let part = dot(vectors[index], vectors[other])
                for k in vectors[index].indices { vectors[index][k] -= part * vectors[other][k] }
            }
        }
        let length = dot(vectors[index], vectors[index]).squareRoot()
        let scale = length > 1e-12 * before ? 1 / length : 0
        for k in vectors[index].indices { vectors[index][k] *= scale }
    }
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
}

/// A symmetric matrix times a vector.
private func product(_ matrix: [Double], _ vector: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: vector.count)
    result.withUnsafeMutableBufferPointer { result in
        matrix.withUnsafeBufferPointer { matrix in
            for (row, scalar) in vector.enumerated() {
                let start = row * vector.count
                for column in result.indices { result[column] += scalar * matrix[start + column] }
            }
        }
    }
    return result
}

private func combination(_ vectors: [[Double]], _ weights: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: vectors.first?.count ?? 0)
    for (vector, weight) in zip(vectors, weights) {
        for index in result.indices { result[index] += weight * vector[index] }
    }
    return result
}
