import Files

extension ListRow {
    /// Joins what a tokenizer has split in the sentences and the words, and adjusts the ranges.
    mutating func joinTokens() {
        (sentence1, range1) = Self.joined(sentence1, range1)
        (sentence2, range2) = Self.joined(sentence2, range2)
        word = Detokenizer(word).text
        word2 = word2.map { Detokenizer($0).text }
    }

    /// A sentence joined, and the place in it; a place that cannot be read stays, and is told where it is used.
    static func joined(_ sentence: String, _ place: String?) -> (String, String?) {
        let joined = Detokenizer(sentence)
        guard let place, let ranges = try? WordPlace.ranges(place, in: sentence, column: "range")
        else { return (joined.text, place) }
        let followed = ranges.compactMap(joined.range)
        return (joined.text, followed.count == ranges.count ? WordPlace.text(followed) : place)
    }
}
