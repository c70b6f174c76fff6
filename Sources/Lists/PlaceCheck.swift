extension ListRow {
    /// What other unit its places seem to count, where they are right in one; empty where none is.
    package var unitHint: String {
        [(word, range1, sentence1), (word2 ?? word, range2, sentence2)]
            .compactMap { word, range, sentence in
                range.flatMap { PlaceCheck.unitHint($0, of: word, in: sentence) }
            }.first ?? ""
    }

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
        guard let found = WordPlace.words(at: place, in: sentence),
            !fits(plain(found), plain(word)), !fits(bare(found), bare(word))
        else { return nil }
        return
            "\(column) says \(place), where \"\(found)\" stands, and the word is \"\(word)\"; the "
            + "place counts" + (unitHint(place, of: word, in: sentence) ?? "")
    }

    /// - Returns: `nil` where the place holds the word in no other unit, and where it names its unit.
    static func unitHint(_ place: String, of word: String, in sentence: String) -> String? {
        guard !word.isEmpty, place.first?.isNumber == true,
            !sentence.utf8.allSatisfy({ $0 < 0x80 }),
            // A part of a longer word is one in any unit.
            WordPlace.words(at: place, in: sentence).map(plain) != plain(word)
        else { return nil }
        for unit in [PlaceUnit.utf16, .bytes] {
            let found = WordPlace.words(at: "\(unit.rawValue) \(place)", in: sentence)
            guard found.map(plain) == plain(word) else { continue }
            let name = unit == .utf16 ? "UTF-16 units" : "bytes"
            return "; in \(name) it is \"\(word)\": see --places \(unit.rawValue)"
        }
        return nil
    }

    private static func plain(_ text: String) -> String { text.lowercased().trimmedSpace }

    /// Without the vowel signs that dictionaries of Arabic and Hebrew write and other texts leave out.
    private static func bare(_ text: String) -> String {
        let scalars = plain(text).unicodeScalars.filter {
            $0.properties.generalCategory != .nonspacingMark
        }
        return String(String.UnicodeScalarView(scalars))
    }

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
