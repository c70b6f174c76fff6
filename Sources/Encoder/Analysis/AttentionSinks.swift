/// How much of a word's attention goes where there is little to read.
///
/// Heads that have nothing to do at a word rest on special tokens or punctuation (Clark et al. 2019; Xiao et
/// al. 2024 call such places attention sinks). Here the attention of a layer, the mean over heads, is summed
/// over four kinds of token.
public enum AttentionSinks {
    /// The kinds of token; of a token that is of several the first counts.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// Tokens that the model adds.
        case special
        /// The word itself.
        case word
        case punctuation
        /// Every other token.
        case rest
    }

    /// The shares of a word's attention, by kind.
    ///
    /// - Parameters:
    ///   - tokens: the indices of the word's tokens; of several the mean of their rows.
    ///   - encoding: what the model computed for the word's sentence.
    /// - Returns: `[layers]` for each kind; those of a layer sum to 1. NaN for a word without tokens or with
    ///   one that the sentence does not have.
    /// - Complexity: O(layers · heads · tokens).
    public static func byLayer(from tokens: [Int], in encoding: ModelOutput) -> [Kind: [Float]] {
        let kinds = self.kinds(of: tokens, in: encoding.sequence)
        let layers = (0..<encoding.layerCount).map { layer in
            AttentionSummary.normalized(
                AttentionSummary.headMean(encoding.attention(from: tokens, layer: layer)))
        }
        return Dictionary(
            uniqueKeysWithValues: Kind.allCases.map { kind in
                (
                    kind,
                    layers.map { row in
                        Float(zip(kinds, row).reduce(0.0) { $1.0 == kind ? $0 + Double($1.1) : $0 })
                    }
                )
            })
    }

    static func kinds(of tokens: [Int], in sequence: TokenSequence) -> [Kind] {
        let isPunctuation = TokenRoles(sequence).isPunctuation
        return sequence.isSpecial.enumerated().map { token, isSpecial in
            if isSpecial { return .special }
            if tokens.contains(token) { return .word }
            return isPunctuation[token] ? .punctuation : .rest
        }
    }
}
