/// Words as they are compared: in their plain forms, with the gaps between them.
struct WordPattern {
    private let keys: [[Unicode.Scalar]]
    /// Whether something, white space as a rule, stands between a word and the one before it.
    private let hasGap: [Bool]
    /// All keys, one after the other; `nil` for a gap.
    private let stream: [Unicode.Scalar?]
    /// The words with a blank between them.
    let text: String

    /// - Parameters:
    ///   - words: in the order of the text.
    ///   - sentence: the text that they stand in.
    init(_ words: [Word], in sentence: String) {
        let scalars = Array(sentence.unicodeScalars)
        keys = words.map { PlainForm.scalars($0.text) }
        hasGap = words.indices.map {
            guard $0 > 0 else { return false }
            let (end, start) = (words[$0 - 1].range.upperBound, words[$0].range.lowerBound)
            return end < start && !PlainForm.isInvisible(scalars[end..<start])
        }
        text = words.map(\.text).joined(separator: " ")
        var stream: [Unicode.Scalar?] = []
        for (key, gap) in zip(keys, hasGap) { stream += (gap ? [nil] : []) + key }
        self.stream = stream
    }

    /// Whether nothing is left to look for.
    var isEmpty: Bool { stream.isEmpty }

    /// How many words of a sentence are this pattern, from one of them on; `nil` where they are not.
    ///
    /// Tokenizers may divide signs that look alike in other ways, *don | \'t* but *don | ’ | t*: then the whole
    /// text counts, and that it ends where a word ends.
    func length(in sentence: WordPattern, at start: Int) -> Int? {
        guard !isEmpty, sentence.keys[start].first == stream[0] else { return nil }
        if start + keys.count <= sentence.keys.count,
            sentence.keys[start..<start + keys.count].elementsEqual(keys)
        {
            return keys.count
        }
        var position = 0
        for index in start..<sentence.keys.count {
            if index > start, sentence.hasGap[index] {
                guard stream[position] == nil else { return nil }
                position += 1
            }
            for scalar in sentence.keys[index] {
                guard position < stream.count, stream[position] == scalar else { return nil }
                position += 1
            }
            if position == stream.count { return index - start + 1 }
        }
        return nil
    }
}
