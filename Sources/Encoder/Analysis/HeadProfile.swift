/// What a head is known to look at (Clark et al. 2019).
public enum HeadRole: String, Sendable, Codable, CaseIterable {
    /// The token behind, or the one before.
    case next, previous
    /// The special token before the sentence (`[CLS]`), or those after it (`[SEP]`).
    case start, end
    case punctuation
    /// The word itself: the token, the other pieces of its word, and the same word elsewhere.
    case sameWord
    /// No single place: attention is spread over many tokens.
    case broad
}

/// Where a head looks on average over all tokens of a sentence, whatever the word.
///
/// As Clark et al. (2019) measure it: the attention weights of all rows that fall on the tokens of a kind,
/// summed and divided by the number of rows. (The last token has no next one, so that the mean of `next` in
/// a sentence of n tokens is at most 1 − 1/n.) Kinds overlap: a `[SEP]` may be the next token.
public struct HeadProfile: Sendable, Equatable, Codable {
    /// The mean weight on the token behind, in [0, 1]; and so on.
    public let next: Float
    public let previous: Float
    public let start: Float
    public let end: Float
    public let punctuation: Float
    public let sameWord: Float
    /// The mean over rows of `AttentionEntropy.normalized`, in [0, 1].
    public let entropy: Float

    /// The mean weights on tokens of a kind that make a head one for it; the entropy for a broad one.
    ///
    /// Those of Clark et al. (2019), but for two: `sameWord` is as for the other kinds, and `broad` goes by
    /// entropy. (Their broad heads put at most a tenth of the weight on any token, which no head can do in
    /// a sentence of fewer than ten.)
    public static let nextThreshold: Float = 0.5
    public static let kindThreshold: Float = 0.6
    public static let broadThreshold: Float = 0.9

    /// What the head looks at: one role, several, or none.
    public var roles: [HeadRole] {
        HeadRole.allCases.filter { role in
            switch role {
            case .next: next > Self.nextThreshold
            case .previous: previous > Self.nextThreshold
            case .start: start > Self.kindThreshold
            case .end: end > Self.kindThreshold
            case .punctuation: punctuation > Self.kindThreshold
            case .sameWord: sameWord > Self.kindThreshold
            case .broad: entropy > Self.broadThreshold
            }
        }
    }

    /// The profile of every head, the mean over sentences.
    ///
    /// - Parameter encodings: sentences through the same model; a few give a first impression, since
    ///   a sentence without punctuation says nothing of it.
    /// - Returns: `[layers][heads]`; nothing for no sentence. NaN for a long text, of which some rows of
    ///   attention are missing.
    /// - Complexity: O(layers · heads · tokens²) for each sentence.
    public static func byHead(in encodings: [ModelOutput]) -> [[HeadProfile]] {
        guard let first = encodings.first else { return [] }
        let kinds = encodings.map { Kinds($0.sequence) }
        return (0..<first.layerCount).map { layer in
            (0..<first.headCount).map { head in
                var sums = Sums()
                for (encoding, kinds) in zip(encodings, kinds) {
                    sums.add(encoding, kinds, layer: layer, head: head)
                }
                return sums.mean(over: encodings.count)
            }
        }
    }

    /// A sentence's kinds of token, ready for sums over rows.
    private struct Kinds {
        /// The tokens of each kind.
        let start: [Int]
        let end: [Int]
        let punctuation: [Int]
        /// For each token those of the same word.
        let sameWord: [[Int]]

        init(_ sequence: TokenSequence) {
            let roles = TokenRoles(sequence)
            func indices(_ flags: [Bool]) -> [Int] { flags.indices.filter { flags[$0] } }
            start = indices(roles.isStart)
            end = indices(roles.isEnd)
            punctuation = indices(roles.isPunctuation)
            let groups = Dictionary(grouping: roles.words.indices) { roles.words[$0] }
            sameWord = roles.words.map { groups[$0] ?? [] }
        }
    }

    private struct Sums {
        var next = 0.0
        var previous = 0.0
        var start = 0.0
        var end = 0.0
        var punctuation = 0.0
        var sameWord = 0.0
        var entropy = 0.0

        mutating func add(_ encoding: ModelOutput, _ kinds: Kinds, layer: Int, head: Int) {
            let count = encoding.tokenCount
            let share = 1 / Double(count)
            for token in 0..<count {
                let row = encoding.attention(from: token, layer: layer, head: head)
                func weight(on tokens: [Int]) -> Double {
                    tokens.reduce(0) { $0 + Double(row[row.startIndex + $1]) } * share
                }
                if token + 1 < count { next += weight(on: [token + 1]) }
                if token > 0 { previous += weight(on: [token - 1]) }
                start += weight(on: kinds.start)
                end += weight(on: kinds.end)
                punctuation += weight(on: kinds.punctuation)
                sameWord += weight(on: kinds.sameWord[token])
                entropy +=
                    share
                    * Double(
                        AttentionEntropy.normalized(
                            AttentionEntropy.entropy(row), tokenCount: count))
            }
        }

        func mean(over count: Int) -> HeadProfile {
            func mean(_ sum: Double) -> Float { Float(sum / Double(count)) }
            return HeadProfile(
                next: mean(next), previous: mean(previous), start: mean(start), end: mean(end),
                punctuation: mean(punctuation), sameWord: mean(sameWord), entropy: mean(entropy))
        }
    }
}
