import Foundation

/// MPNet's bias on attention scores: a number for each head and each distance between two tokens,
/// where far distances share a bucket (Raffel et al. 2020).
final class RelativePositionBias: ScoreTerm {
    /// `[buckets, heads]`.
    private let weights: [Float]
    private let bucketCount: Int
    private let headCount: Int

    /// Distances from this one on share the last bucket.
    private static let maximumDistance = 128

    /// - Parameter count: the number of distances that are told apart.
    init(_ weights: ScopedWeights, _ configuration: ModelConfiguration, count: Int) throws {
        bucketCount = count
        headCount = configuration.headCount
        let table = try weights.tensor(
            "relative_attention_bias.weight", shape: [bucketCount, headCount])
        var weights = [Float](repeating: 0, count: bucketCount * headCount)
        weights.withUnsafeMutableBufferPointer { table.copy(to: $0) }
        self.weights = weights
    }

    func write(
        heads: Range<Int>, rows: Range<Int>, tokens: Int, queries: UnsafePointer<Float>,
        keys: UnsafePointer<Float>, stride: Int, to destination: UnsafeMutablePointer<Float>
    ) {
        // Entry d + tokens − 1 is the bias at distance d; each row is a part of it.
        var byDistance = [Float](repeating: 0, count: 2 * tokens - 1)
        for (place, head) in heads.enumerated() {
            for index in byDistance.indices {
                let bucket = Self.bucket(distance: index - (tokens - 1), count: bucketCount)
                byDistance[index] = weights[bucket * headCount + head]
            }
            byDistance.withUnsafeBufferPointer { biases in
                for (index, row) in rows.enumerated() {
                    (destination + (place * rows.count + index) * tokens).update(
                        from: biases.baseAddress! + (tokens - 1 - row), count: tokens)
                }
            }
        }
    }

    /// The bucket of a distance, column minus row.
    ///
    /// Half of the buckets are for tokens behind, half for those before; of each half, the first
    /// half are single distances, the rest grow logarithmically.
    static func bucket(distance: Int, count: Int) -> Int {
        let half = count / 2
        let exact = half / 2
        let start = distance > 0 ? half : 0
        let length = abs(distance)
        guard length >= exact else { return start + length }
        // In 32 bits, as the reference has it: the borders between buckets depend on it.
        let growth =
            logf(Float(length) / Float(exact))
            / Float(log(Double(maximumDistance) / Double(exact))) * Float(half - exact)
        return start + min(exact + Int(growth), half - 1)
    }
}
