extension ListRow {
    /// What is said of places that have nothing in common with the row's word.
    ///
    /// A form may share little with its word (*went*, *go*), so it is a warning and no mistake.
    var strangePlaces: [String] {
        [(word, range1, sentence1, "range1"), (word2 ?? word, range2, sentence2, "range2")]
            .compactMap { word, range, sentence, column in
                range.flatMap { PlaceCheck.problem($0, of: word, in: sentence, column: column) }
            }
    }
}

/// Whether what stands at a place can be a form of a word.
enum PlaceCheck {
    /// - Returns: `nil` for a place that fits, and for one that cannot be read, which fails elsewhere.
    static func problem(
        _ place: String, of word: String, in sentence: String, column: String
    ) -> String? {
        guard let ranges = try? WordPlace.ranges(place, in: sentence, column: column) else {
            return nil
        }
        let scalars = Array(sentence.unicodeScalars)
        guard let last = ranges.map(\.upperBound).max(), last <= scalars.count else { return nil }
        let found = ranges.map { String(String.UnicodeScalarView(scalars[$0])) }.joined(
            separator: " ")
        guard !fits(plain(found), plain(word)) else { return nil }
        return
            "\(column) says \(place), where \"\(found)\" stands, and the word is \"\(word)\"; the "
            + "place counts"
    }

    private static func plain(_ text: String) -> String { text.lowercased().trimmedSpace }

    /// Whether one begins as the other does, or they share a run of three letters.
    private static func fits(_ found: String, _ word: String) -> Bool {
        if word.isEmpty || found == word { return true }
        let (a, b) = (Array(found), Array(word))
        guard abs(a.count - b.count) <= max(b.count, 6) else { return false }
        if a.first == b.first, a.count > 1, b.count > 1 { return true }
        guard a.count >= 3, b.count >= 3 else { return a.contains { b.contains($0) } }
        let runs = Set(b.indices.dropLast(2).map { String(b[$0..<$0 + 3]) })
        return a.indices.dropLast(2).contains { runs.contains(String(a[$0..<$0 + 3])) }
    }
}
