import Foundation

/// How far apart two distributions are: Jensen and Shannon's divergence,
/// H((p + q) / 2) − (H(p) + H(q)) / 2, in nats.
///
/// Distributions are smoothed first, to 0.999·p + 0.001/n, as Clark et al. (2019) smooth attention.
enum JensenShannon {
    /// A distribution ready for comparison, with its entropy.
    struct Distribution {
        /// Filled up with ones, which have no entropy.
        fileprivate let lanes: [Lanes]
        fileprivate let entropy: Double

        init(_ weights: some Collection<Float>) {
            let floor = 0.001 / Float(weights.count)
            var lanes = [Lanes](
                repeating: .one, count: (weights.count + Lanes.scalarCount - 1) / Lanes.scalarCount)
            for (index, weight) in weights.enumerated() {
                lanes[index / Lanes.scalarCount][index % Lanes.scalarCount] = 0.999 * weight + floor
            }
            self.lanes = lanes
            entropy = Double(lanes.reduce(.zero) { $0 + entropyTerms($1) }.sum())
        }
    }

    /// - Returns: nats, from 0 for equal distributions to ln 2; NaN when a weight is not a number.
    /// - Precondition: both have as many weights.
    static func divergence(_ p: Distribution, _ q: Distribution) -> Double {
        var sums = Lanes.zero
        p.lanes.withUnsafeBufferPointer { p in
            q.lanes.withUnsafeBufferPointer { q in
                for index in p.indices { sums += entropyTerms(0.5 * (p[index] + q[index])) }
            }
        }
        return min(max(Double(sums.sum()) - 0.5 * (p.entropy + q.entropy), 0), log(2))
    }
}

private typealias Lanes = SIMD16<Float>

/// −x ln x in every lane, to about seven digits; x is positive, or NaN.
///
/// The distances between all heads take half a million logarithms for two short sentences, more time than
/// everything else about them. The logarithm is that of the exponent and
/// ln m = 2 (s + s³/3 + s⁵/5 + …), s = (m − 1) / (m + 1), of a mantissa between √½ and √2.
private func entropyTerms(_ x: Lanes) -> Lanes {
    let bits = unsafeBitCast(x, to: SIMD16<Int32>.self)
    let exponent = (bits &- 0x3F35_04F3) &>> 23
    let mantissa = unsafeBitCast(bits &- (exponent &<< 23), to: Lanes.self)
    // 1.5·2²³ holds a small integer in its last bits.
    let shift: Float = 12_582_912
    let scale = unsafeBitCast(exponent &+ 0x4B40_0000, to: Lanes.self) - shift
    let s = (mantissa - 1) / (mantissa + 1)
    let t = s * s
    var series = Lanes(repeating: 1.0 / 9)
    for coefficient: Float in [1.0 / 7, 1.0 / 5, 1.0 / 3, 1] { series = coefficient + t * series }
    let logarithm = scale * 0.693_147_18 + 2 * s * series
    return -x * logarithm
}
