import Foundation

/// How far apart two distributions are: Jensen and Shannon's divergence (Lin 1991),
/// H((p + q) / 2) − (H(p) + H(q)) / 2, in nats.
///
/// Distributions are smoothed first, to 0.999·p + 0.001/n, as Clark et al. (2019) smooth attention.
enum JensenShannon {
    /// A distribution ready for comparison, with its entropy.
    struct Distribution {
        /// Filled up with ones, which have no entropy.
        fileprivate let lanes: [EntropyLanes]
        fileprivate let entropy: Double

        init(_ weights: some Collection<Float>) {
            let floor = 0.001 / Float(weights.count)
            var lanes = [EntropyLanes](
                repeating: .one,
                count: (weights.count + EntropyLanes.scalarCount - 1) / EntropyLanes.scalarCount)
            for (index, weight) in weights.enumerated() {
                lanes[index / EntropyLanes.scalarCount][index % EntropyLanes.scalarCount] =
                    0.999 * weight + floor
            }
            self.lanes = lanes
            entropy = Double(lanes.reduce(.zero) { $0 + entropyTerms($1) }.sum())
        }
    }

    /// - Returns: nats, from 0 for equal distributions to ln 2; NaN when a weight is not a number.
    /// - Precondition: both have as many weights.
    static func divergence(_ p: Distribution, _ q: Distribution) -> Double {
        var sums = EntropyLanes.zero
        p.lanes.withUnsafeBufferPointer { p in
            q.lanes.withUnsafeBufferPointer { q in
                for index in p.indices { sums += entropyTerms(0.5 * (p[index] + q[index])) }
            }
        }
        return min(max(Double(sums.sum()) - 0.5 * (p.entropy + q.entropy), 0), log(2))
    }
}
