/// Things in a space of few dimensions, apart as their distances say: classical multidimensional scaling
/// (Torgerson 1952; Gower 1966).
///
/// B = −½·J·D·J, where D are the squared distances and J = I − 1/n takes the means away. Along axis k a thing
/// lies at √λₖ times its entry of the unit eigenvector of B with the k-th largest eigenvalue λₖ. Distances
/// between the points are at most those that were given, and together as near to them as they can be. Each
/// axis's sign is chosen so that its largest entry, the first of several, is positive.
public struct PrincipalCoordinates: Sendable {
    /// `[things][count]`, the mean being the origin. Zero where the things do not differ in so many
    /// directions.
    public let points: [[Double]]
    /// The share of all squared distances that lies along each axis, λₖ / Σ λ; 0 where nothing differs.
    public let explained: [Double]

    /// - Parameters:
    ///   - squaredDistances: `[n][n]`, symmetric, 0 on the diagonal, of points in some Euclidean space: of
    ///     others B has negative eigenvalues, which no point can show. If the matrix is not square, all
    ///     results are NaN.
    ///   - count: how many dimensions to find; none for a negative number.
    /// - Complexity: O(n²) for up to four dimensions, O(n³) for more.
    public init(squaredDistances: [[Float]], count: Int) {
        let count = max(count, 0)
        let size = squaredDistances.count
        guard squaredDistances.allSatisfy({ $0.count == size }) else {
            points = Array(repeating: Array(repeating: .nan, count: count), count: size)
            explained = Array(repeating: .nan, count: count)
            return
        }
        let means = squaredDistances.map { row in
            row.reduce(0) { $0 + Double($1) } / Double(size)
        }
        let mean = means.reduce(0, +) / Double(max(size, 1))
        var matrix: [Double] = []
        matrix.reserveCapacity(size * size)
        for (row, own) in zip(squaredDistances, means) {
            for (square, other) in zip(row, means) {
                matrix.append(-0.5 * (Double(square) - own - other + mean))
            }
        }
        let trace = (0..<size).reduce(0.0) { $0 + matrix[$1 * size + $1] }
        guard trace > 0, trace.isFinite else {
            // Nothing differs, or something is not a number: then nor is any place.
            let scalar = trace == 0 ? 0 : Double.nan
            points = Array(repeating: Array(repeating: scalar, count: count), count: size)
            explained = Array(repeating: scalar, count: count)
            return
        }
        let pairs = leadingEigenpairs(of: matrix, size: size, count: count)
        let values = pairs.map { max($0.value, 0) }
        explained = values.map { $0 / trace }
        let axes = zip(pairs, values).map { pair, value in
            let vector = pair.vector
            let largest = vector.indices.max { abs(vector[$0]) < abs(vector[$1]) } ?? 0
            let scale = vector[largest] < 0 ? -value.squareRoot() : value.squareRoot()
            return vector.map { $0 * scale }
        }
        points = (0..<size).map { thing in axes.map { $0[thing] } }
    }
}
