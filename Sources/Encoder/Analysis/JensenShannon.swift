import Foundation

/// How far apart two distributions are: Jensen and Shannon's divergence (Lin 1991),
/// H((p + q) / 2) − (H(p) + H(q)) / 2, in nats.
///
/// Distributions are smoothed first, to 0.999·p + 0.001/n, as Clark et al. (2019) smooth attention.
enum JensenShannon {
    /// A distribution ready for comparison, with its entropy.
    struct Distribution {
        /// Filled up with ones, which have no entropy, to whole vectors of the processor.
        fileprivate let weights: [Float]
        fileprivate let entropy: Double

        init(_ weights: some Collection<Float>) {
            let floor = 0.001 / Float(weights.count)
            let ones = repeatElement(Float(1), count: (16 - weights.count % 16) % 16)
            self.weights = weights.map { 0.999 * $0 + floor } + ones
            entropy = mixtureEntropy(self.weights, self.weights)
        }
    }

    /// - Returns: nats, from 0 for equal distributions to ln 2; NaN when a weight is not a number.
    /// - Precondition: both have as many weights.
    static func divergence(_ p: Distribution, _ q: Distribution) -> Double {
        let mixture = mixtureEntropy(p.weights, q.weights)
        return min(max(mixture - 0.5 * (p.entropy + q.entropy), 0), log(2))
    }
}
