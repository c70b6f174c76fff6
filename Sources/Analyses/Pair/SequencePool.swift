import Encoder

/// Sentences that are to be encoded, each once.
struct SequencePool {
    private(set) var sequences: [TokenSequence] = []
    /// The tokens of each whose attention is looked at, all words that it is read for together.
    private(set) var attendingTokens: [[Int]] = []
    private var places: [Key: Int] = [:]

    /// By bytes, as strings that are equal in composed form may have other tokens; and by tokens, as a
    /// word may be masked.
    private struct Key: Hashable {
        let text: [UInt8]
        let ids: [Int]
    }

    /// Where a sentence is in `sequences`.
    /// - Parameter tokens: those whose attention will be looked at.
    mutating func place(of sequence: TokenSequence, attending tokens: [Int]) -> Int {
        let key = Key(text: Array(sequence.text.utf8), ids: sequence.ids)
        if let known = places[key] {
            attendingTokens[known] += tokens
            return known
        }
        places[key] = sequences.count
        sequences.append(sequence)
        attendingTokens.append(tokens)
        return sequences.count - 1
    }
}
