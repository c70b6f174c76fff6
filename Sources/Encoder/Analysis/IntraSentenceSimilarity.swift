/// How alike the tokens of one sentence are: how far the context has drawn them together.
///
/// The mean cosine of a sentence's tokens with their mean vector, Σᵢ cos(s, hᵢ) / n with s = Σᵢ hᵢ / n
/// (Ethayarajh 2019, intra-sentence similarity). Vectors of a layer are alike to some degree whatever the
/// sentence; `SimilarityBaseline.corrected(_:)` subtracts that.
public enum IntraSentenceSimilarity {
    /// The similarity at every layer, over the tokens of the sentence without those that the model adds.
    ///
    /// - Returns: layers + 1 numbers in [−1, 1], the embeddings first; 1 for a single token, and 0 for a
    ///   sentence without tokens of its own.
    /// - Complexity: O(layers · tokens · hidden).
    public static func byLayer(in encoding: ModelOutput) -> [Float] {
        let isSpecial = encoding.sequence.isSpecial
        let tokens = isSpecial.indices.filter { !isSpecial[$0] }
        return (0...encoding.layerCount).map { layer in
            guard !tokens.isEmpty else { return 0 }
            let mean = encoding.meanState(of: tokens, layer: layer)
            let sum = tokens.reduce(0.0) {
                $0
                    + Double(
                        CosineSimilarity.cosine(mean, encoding.hiddenStates[row: layer, $1]))
            }
            return Float(sum / Double(tokens.count))
        }
    }
}
