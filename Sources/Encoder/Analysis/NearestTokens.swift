/// A token with its similarity to a word.
public struct TokenNeighbor: Sendable, Equatable, Codable {
    /// Its index in its sentence.
    public let token: Int
    /// In [−1, 1].
    public let cosine: Float
}

/// Which tokens of another sentence a word is nearest to, by the cosine of their hidden states,
/// h·h′ / (‖h‖·‖h′‖), as Ethayarajh (2019) compares words of different contexts.
public enum NearestTokens {
    /// The nearest tokens at every layer, by the cosine of hidden states.
    ///
    /// Of a word in two contexts it shows whether the word itself is the nearest, or whether words of the
    /// other context have come before it.
    ///
    /// - Parameters:
    ///   - tokens: the indices of the word's tokens in `encoding`; its vector is the mean over them.
    ///   - encoding: what the model computed for the word's sentence.
    ///   - other: the sentence that is searched.
    ///   - count: how many neighbours to return, where there are as many.
    ///   - hidesSpecial: passes over the tokens that the model adds.
    /// - Returns: for each layer, the embeddings first, the neighbours from the nearest on; of equal ones
    ///   the first in the sentence, and last those whose cosine is not a number, as none is for a word
    ///   without tokens, with one that its sentence does not have, or for models of different sizes.
    public static func byLayer(
        of tokens: [Int], in encoding: ModelOutput, to other: ModelOutput, count: Int,
        hidesSpecial: Bool = true
    ) -> [[TokenNeighbor]] {
        let isSpecial = other.sequence.isSpecial
        let candidates = isSpecial.indices.filter { !(hidesSpecial && isSpecial[$0]) }
        return (0...encoding.layerCount).map { layer in
            let word = encoding.meanState(of: tokens, layer: layer)
            let neighbors = candidates.map { token in
                TokenNeighbor(
                    token: token,
                    cosine: CosineSimilarity.cosine(word, other.hiddenStates[row: layer, token]))
            }
            return Array(neighbors.sorted(by: isNearer).prefix(max(count, 0)))
        }
    }

    private static func isNearer(_ a: TokenNeighbor, _ b: TokenNeighbor) -> Bool {
        if a.cosine == b.cosine || (a.cosine.isNaN && b.cosine.isNaN) { return a.token < b.token }
        if a.cosine.isNaN || b.cosine.isNaN { return b.cosine.isNaN }
        return a.cosine > b.cosine
    }
}
