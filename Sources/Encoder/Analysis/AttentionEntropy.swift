import Foundation

/// How widely attention is spread.
///
/// The entropy of a row of attention after Clark et al. (2019): H = −Σ a′ ln a′ with
/// a′ = 0.9999·a + 0.0001/n, in nats, which keeps zeros harmless. A head that looks at one token has about
/// 0, one that looks at all n alike ln n. Sentences differ in length, so it is also given as H / ln n.
public enum AttentionEntropy {
    /// The entropy of one row of attention.
    ///
    /// - Parameter row: weights that sum to 1.
    /// - Returns: nats, from 0 to ln n; 0 for no or one token; NaN when a weight is not a number.
    public static func entropy(_ row: some Collection<Float>) -> Float {
        guard row.count > 1 else { return row.first.map { $0.isNaN ? .nan : 0 } ?? 0 }
        let sum =
            row.withContiguousStorageIfAvailable(smoothedEntropy)
            ?? Array(row).withUnsafeBufferPointer(smoothedEntropy)
        // Rounding may take it out of its range.
        return Float(min(max(sum, 0), log(Double(row.count))))
    }

    /// An entropy as a share of the largest that n tokens allow: H / ln n, in [0, 1].
    ///
    /// - Returns: 0 for fewer than two tokens, which leave nothing to choose.
    public static func normalized(_ entropy: Float, tokenCount: Int) -> Float {
        tokenCount > 1 ? min(entropy / log(Float(tokenCount)), 1) : entropy
    }

    /// The entropy of a word's attention in every head.
    ///
    /// - Parameters:
    ///   - tokens: the indices of the word's tokens; of several the entropy of their mean row.
    ///   - encoding: what the model computed for the word's sentence.
    /// - Returns: `[layers][heads]`, in nats; NaN for no token, or for one whose row of attention is missing.
    public static func byHead(from tokens: [Int], in encoding: ModelOutput) -> [[Float]] {
        encoding.attention(from: tokens).map { heads in heads.map { entropy($0) } }
    }

    /// The mean entropy of all rows of every head.
    ///
    /// - Returns: `[layers][heads]`, in nats; NaN for a long text, of which some rows are missing.
    public static func byHead(in encoding: ModelOutput) -> [[Float]] {
        (0..<encoding.layerCount).map { layer in
            (0..<encoding.headCount).map { head in
                let sum = (0..<encoding.tokenCount).reduce(0.0) {
                    $0 + Double(entropy(encoding.attention(from: $1, layer: layer, head: head)))
                }
                return Float(sum / Double(encoding.tokenCount))
            }
        }
    }
}

/// −Σ a′ ln a′.
private func smoothedEntropy(_ row: UnsafeBufferPointer<Float>) -> Double {
    let floor = 0.0001 / Float(row.count)
    let smoothed = row.map { 0.9999 * $0 + floor }
    return mixtureEntropy(smoothed, smoothed)
}
