/// Whether a division into groups says more than that things differ: a single heap of things, spread in the
/// same directions to the same degree, can be divided, too (Liu, Hayes, Nobel and Marron 2008, *SigClust*).
///
/// Heaps are drawn from the normal distribution with the mean and the covariance of the vectors at length 1, as
/// many things as there are, and are divided in the same way. A silhouette that most of them stay below
/// speaks for groups. A silhouette alone does not: the best division of vectors that differ mainly along one
/// line has a high one, whether there is a gap along this line or not.
///
/// With few vectors the test is cautious: their covariance overstates the directions in which they differ most,
/// and heaps that differ mainly in few directions have higher silhouettes than the vectors.
///
/// ```swift
/// let test = HeapTest(cosines: cosines, linkage: .ward)
/// print(test.share)  // 0.97: of a hundred heaps, 97 have a lower silhouette
/// ```
public struct HeapTest: Sendable, Equatable {
    /// The share of heaps whose silhouette is lower, from 0 to 1; 0 where no division has a positive one.
    public let share: Float
    /// How many of the things were looked at.
    public let sampleCount: Int

    /// More heaps would change the share by a few hundredths.
    static let heapCount = 100
    /// Of more things, so many are looked at, evenly spread over all: enough to see groups by, and soon done.
    static let sampleLimit = 100

    /// - Parameters:
    ///   - cosines: of every two vectors. Not a number leaves nothing to be found.
    ///   - linkage: as in the clustering that is tested.
    ///   - groupCount: the number of groups; `nil` for that with the best silhouette, in each heap anew.
    /// - Complexity: O(m³) for each heap, m being the smaller of n and 100.
    public init(cosines: SymmetricMatrix, linkage: Linkage, groupCount: Int? = nil) {
        let count = cosines.count
        sampleCount = min(count, Self.sampleLimit)
        let sample = sampleCount
        let cosines =
            count > sample
            ? cosines.among((0..<sample).map { $0 * count / sample }) : cosines
        func silhouette(_ cosines: SymmetricMatrix) -> Float {
            let distances = cosines.distances
            let clustering = Clustering(distances: distances, linkage: linkage)
            guard let groupCount else {
                return clustering.bestGroups(distances: distances).silhouette
            }
            return Silhouette.mean(groups: clustering.groups(groupCount), distances: distances)
        }
        let found = silhouette(cosines)
        guard found > 0 else {
            share = 0
            return
        }
        let heap = Heap(cosines)
        let lower = (0..<Self.heapCount).count { seed in
            silhouette(heap.cosines(seed: UInt64(seed))) < found
        }
        share = Float(lower) / Float(Self.heapCount)
    }
}

/// The normal distribution of vectors, as far as the cosines of what is drawn from it need it.
///
/// With the vectors less their mean m as the rows of C, and a row g of normal numbers, m + g·C/√(n − 1) has their
/// mean and covariance. The product of two such vectors is m·m + (g + g′)·C·m/√(n − 1) + g·C·Cᵀ·g′/(n − 1), for which
/// the products of the vectors are enough.
private struct Heap {
    /// C·Cᵀ, `[n][n]`
    private let products: [[Float]]
    /// C·m, `[n]`
    private let offsets: [Float]
    /// m·m
    private let square: Double

    /// - Parameter cosines: the products of the vectors at length 1.
    init(_ cosines: SymmetricMatrix) {
        let rows = (0..<cosines.count).map(cosines.row)
        let means = rows.map { row in
            row.reduce(0.0) { $0 + Double($1) } / Double(row.count)
        }
        let mean = means.reduce(0, +) / Double(means.count)
        products = rows.indices.map { a in
            rows.indices.map { Float(Double(rows[a][$0]) - means[a] - means[$0] + mean) }
        }
        offsets = means.map { Float($0 - mean) }
        square = mean
    }

    /// The cosines of as many vectors as the distribution was made from.
    func cosines(seed: UInt64) -> SymmetricMatrix {
        let count = products.count
        let degrees = Double(count - 1)
        var random = NormalNumbers(seed: seed)
        let draws = (0..<count).map { _ in (0..<count).map { _ in random.next() } }
        let shifts = draws.map { dotProduct($0, offsets) / degrees.squareRoot() }
        var matrix = SymmetricMatrix(
            draws.enumerated().map { a, draw in
                let image = products.map { Float(dotProduct($0, draw) / degrees) }
                return draws[...a].enumerated().map { b, other in
                    Float(square + shifts[a] + shifts[b] + dotProduct(image, other))
                }
            })
        let lengths = (0..<count).map { Double(max(matrix[$0, $0], 0)).squareRoot() }
        for a in 0..<count {
            for b in 0...a {
                let product = lengths[a] * lengths[b]
                let cosine = product > 0 ? Double(matrix[a, b]) / product : 0
                matrix[a, b] = Float(min(max(cosine, -1), 1))
            }
        }
        return matrix
    }
}
