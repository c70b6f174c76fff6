import Encoder

/// Sentences that are to be encoded, each once.
struct SequencePool {
    private(set) var sequences: [TokenSequence] = []
    private var places: [Key: Int] = [:]

    /// By bytes, as strings that are equal in composed form may have other tokens; and by tokens, as a
    /// word may be masked.
    private struct Key: Hashable {
        let text: [UInt8]
        let ids: [Int]
    }

    /// Where a sentence is in `sequences`.
    mutating func place(of sequence: TokenSequence) -> Int {
        let key = Key(text: Array(sequence.text.utf8), ids: sequence.ids)
        if let known = places[key] { return known }
        places[key] = sequences.count
        sequences.append(sequence)
        return sequences.count - 1
    }
}
