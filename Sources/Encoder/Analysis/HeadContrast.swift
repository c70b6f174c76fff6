/// What a token is to a word, so that places in different sentences can be compared.
public enum RelativePlace: Int, Sendable, Codable, CaseIterable {
    /// The special token before the sentence (`[CLS]`), or those after it (`[SEP]`).
    case start, end
    /// The word's own tokens.
    case word
    /// The same word elsewhere in the sentence.
    case sameWord
    /// The word before it, and the one behind it.
    case previous, next
    /// Punctuation further away.
    case punctuation
    /// Every other token.
    case other
}

/// Which heads look elsewhere from a word when its context changes.
///
/// Two sentences have different tokens, so that rows of attention cannot be compared weight by weight. Here
/// the weights are summed over what the tokens are to the word, `RelativePlace`, and the sums are compared
/// by the Jensen–Shannon divergence that Clark et al. (2019) use for heads of one sentence. (The grouping
/// is this package's own; the kinds are theirs.)
///
/// It sees when a head turns from the neighbour to a distant word. It does not see when a head looks at
/// "river" in one sentence and at "deposit" in the other if both are at the same kind of place;
/// `ValueTransform.headSimilarity(_:_:)` does.
public enum HeadContrast {
    /// Where a word attends, by what the tokens are to it.
    ///
    /// - Parameters:
    ///   - tokens: the indices of the word's tokens.
    ///   - encoding: what the model computed for the word's sentence.
    /// - Returns: `[layers][heads][places]` in the order of `RelativePlace`; each innermost row sums to 1.
    ///   NaN for a word without tokens or with one that the sentence does not have, where it would have
    ///   attended.
    public static func places(from tokens: [Int], in encoding: ModelOutput) -> [[[Float]]] {
        let places = self.places(of: tokens, in: encoding.sequence)
        return encoding.attention(from: tokens).map { heads in
            heads.map { row in
                var sums = [Double](repeating: 0, count: RelativePlace.allCases.count)
                for (place, weight) in zip(places, row) { sums[place.rawValue] += Double(weight) }
                return sums.map { Float($0) }
            }
        }
    }

    /// How far each head's attention from a word differs between two sentences.
    ///
    /// - Returns: `[layers][heads]`, in nats, from 0 for the same to ln 2; NaN where there is nothing to
    ///   compare. Of models of different sizes, the layers and heads that both have.
    public static func byHead(
        _ first: ModelOutput, _ tokens1: [Int], _ second: ModelOutput, _ tokens2: [Int]
    ) -> [[Float]] {
        zip(places(from: tokens1, in: first), places(from: tokens2, in: second)).map { layer in
            zip(layer.0, layer.1).map { first, second in
                Float(
                    JensenShannon.divergence(
                        JensenShannon.Distribution(first), JensenShannon.Distribution(second)))
            }
        }
    }

    /// What every token of a sentence is to a word: of several kinds the first of `RelativePlace`.
    static func places(of tokens: [Int], in sequence: TokenSequence) -> [RelativePlace] {
        let roles = TokenRoles(sequence)
        let indices = sequence.wordIndices
        let target = Set(tokens).intersection(indices.indices)
        let words = Set(target.map { roles.words[$0] })
        // Neighbours are words, so that it does not matter into how many pieces they are cut.
        func word(_ token: Int) -> Int? { indices.indices.contains(token) ? indices[token] : nil }
        let before = target.min().flatMap { word($0 - 1) }
        let behind = target.max().flatMap { word($0 + 1) }
        return indices.indices.map { token in
            if target.contains(token) { return .word }
            guard let word = indices[token] else { return roles.isStart[token] ? .start : .end }
            if words.contains(roles.words[token]) { return .sameWord }
            if word == before { return .previous }
            if word == behind { return .next }
            return roles.isPunctuation[token] ? .punctuation : .other
        }
    }
}
