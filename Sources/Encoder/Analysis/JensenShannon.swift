import Foundation

/// How far apart two distributions are: Jensen and Shannon's divergence,
/// H((p + q) / 2) − (H(p) + H(q)) / 2, in nats.
///
/// Distributions are smoothed first, to 0.999·p + 0.001/n, as Clark et al. (2019) smooth attention.
enum JensenShannon {
    /// A distribution ready for comparison, with its entropy.
    struct Distribution {
        let weights: [Float]
        let entropy: Double

        init(_ weights: some Collection<Float>) {
            let floor = 0.001 / Float(weights.count)
            self.weights = weights.map { 0.999 * $0 + floor }
            entropy = self.weights.reduce(0.0) { $0 - Double($1 * log($1)) }
        }
    }

    /// - Returns: nats, from 0 for equal distributions to ln 2; NaN when a weight is not a number.
    /// - Precondition: both have as many weights.
    static func divergence(_ p: Distribution, _ q: Distribution) -> Double {
        var sum = 0.0
        p.weights.withUnsafeBufferPointer { p in
            q.weights.withUnsafeBufferPointer { q in
                for index in p.indices {
                    let mean = 0.5 * (p[index] + q[index])
                    sum -= Double(mean * log(mean))
                }
            }
        }
        return min(max(sum - 0.5 * (p.entropy + q.entropy), 0), log(2))
    }
}
