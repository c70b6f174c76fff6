/// Sentences laid end to end, so that one matrix product serves them all, without padding.
struct PackedBatch {
    /// The token ids of all sentences.
    let ids: [Int]
    /// Where each sentence's rows lie.
    let sentences: [Range<Int>]
    /// The position of each sentence's first token.
    let firstPositions: [Int]

    var rows: Int { ids.count }

    init(_ sequences: ArraySlice<TokenSequence>) {
        var ids: [Int] = []
        sentences = sequences.map { sequence in
            let start = ids.count
            ids += sequence.ids
            return start..<ids.count
        }
        self.ids = ids
        firstPositions = sequences.map(\.firstPosition)
    }
}
