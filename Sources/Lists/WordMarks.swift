/// Marks around a word in its sentence, such as `<target>` and `</target>`.
package struct WordMarks: Equatable, Sendable {
    package var before: String
    package var after: String

    package init(before: String, after: String) {
        self.before = before
        self.after = after
    }

    /// Those that data sets use.
    static let usual = [
        WordMarks(before: "<target>", after: "</target>"),
        WordMarks(before: "<word>", after: "</word>"),
        WordMarks(before: "<strong>", after: "</strong>"),
        WordMarks(before: "<b>", after: "</b>"),
        WordMarks(before: "[TGT]", after: "[/TGT]"),
        WordMarks(before: "[TGT]", after: "[TGT]"),
        WordMarks(before: "**", after: "**"),
    ]

    /// The usual marks that a sentence has.
    static func found(in sentence: String) -> WordMarks? {
        usual.first { $0.remove(from: sentence) != nil }
    }

    /// The sentence without the marks, and what they mark: its text, and its places in Unicode scalars.
    ///
    /// Blanks and punctuation between a mark and the word are no part of it. A word in several pieces is marked piece by piece.
    /// - Returns: `nil` where no word is marked or a mark has no other half.
    func remove(from sentence: String) -> (text: String, word: String, ranges: [Range<Int>])? {
        guard !before.isEmpty, !after.isEmpty else { return nil }
        var text = String.UnicodeScalarView()
        var ranges: [Range<Int>] = []
        var rest = sentence[...]
        while let start = rest.range(of: before) {
            text.append(contentsOf: rest[..<start.lowerBound].unicodeScalars)
            rest = rest[start.upperBound...]
            guard let end = rest.range(of: after) else { return nil }
            let marked = Array(rest[..<end.lowerBound].unicodeScalars)
            guard let word = Self.word(marked) else { return nil }
            ranges.append(text.count + word.lowerBound..<text.count + word.upperBound)
            text.append(contentsOf: marked)
            rest = rest[end.upperBound...]
        }
        guard !ranges.isEmpty else { return nil }
        text.append(contentsOf: rest.unicodeScalars)
        let scalars = Array(text)
        let word = ranges.map { String(String.UnicodeScalarView(scalars[$0])) }
        return (String(text), word.joined(separator: " "), ranges)
    }

    /// The place of the word among what is marked, without blanks, and without punctuation at its ends unless there
    /// is nothing else; `nil` for blanks.
    private static func word(_ marked: [Unicode.Scalar]) -> Range<Int>? {
        // The stop of an abbreviation is part of it; three dots are none.
        let stops = marked.split(omittingEmptySubsequences: false) { $0 != "." }
        let hasStops = stops.count { $0.count == 1 } > 1
        func isAround(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isWhitespace || punctuation.contains(scalar)
                || scalar == "." && !hasStops
        }
        for isAround in [isAround, { $0.properties.isWhitespace }] {
            if let first = marked.firstIndex(where: { !isAround($0) }),
                let last = marked.lastIndex(where: { !isAround($0) })
            {
                return first..<last + 1
            }
        }
        return nil
    }

    private static let punctuation = Set(",;:!?…\"“”„«»‹›()[]—".unicodeScalars)
}
