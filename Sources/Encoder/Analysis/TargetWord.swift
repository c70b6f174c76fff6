/// The word whose meaning is looked at: how it is named, and how it is found among the tokens.
public enum TargetWord: Sendable, Equatable {
    /// A word, or several, as written; in any case for a model that lower-cases. `forms` are others that stand
    /// for it, such as *banks* for *bank*; `occurrence` counts all of them from 1.
    case text(String, forms: [String] = [], occurrence: Int = 1)
    /// A range of the sentence, counted in Unicode scalars; it must cover whole words.
    case range(Range<Int>)

    /// Where a word was found.
    public struct Match: Sendable, Equatable {
        /// The indices of the word's tokens, ascending, at least one.
        public var tokens: [Int]
        /// Its place in the sentence, in Unicode scalars.
        public var place: Range<Int>
        /// The word or that of its forms which stands there, as it was asked for; `nil` for a range.
        public var form: String?
        /// Which occurrence of that form it is, from 1.
        public var occurrence: Int
        /// How often the sentence has the word, in any of its forms.
        public var count: Int
    }

    /// Finds the word's tokens in a sentence.
    ///
    /// The word is compared with whole words of the sentence, both normalised as the model does it:
    /// "bank" is not found in "banker". Signs that look alike are the same (`PlainForm`), so that *don't* is found
    /// in *don’t*. Its tokens follow from the words' places in the text, so that a word of several WordPieces is
    /// found whole.
    ///
    /// - Returns: the indices of the tokens, ascending, at least one.
    /// - Throws: `TargetWordError`.
    public func tokens(
        in sequence: TokenSequence, tokenizer: Tokenizer
    ) throws(TargetWordError) -> [Int] {
        try match(in: sequence, tokenizer: tokenizer).tokens
    }

    /// Finds the word in a sentence as `tokens` does, and says what was found.
    /// - Throws: `TargetWordError`.
    /// - Complexity: O(words · forms)
    public func match(
        in sequence: TokenSequence, tokenizer: Tokenizer
    ) throws(TargetWordError) -> Match {
        let (found, form, occurrence, count) = try words(in: sequence, tokenizer: tokenizer)
        guard let first = found.first, let last = found.last,
            last.index < sequence.wholeWordCount
        else {
            throw .cutOff(
                word: form ?? description, kept: sequence.tokens.count,
                total: sequence.tokens.count + sequence.truncatedTokenCount)
        }
        let tokens = sequence.wordIndices.indices.filter { token in
            guard let index = sequence.wordIndices[token], first.index...last.index ~= index
            else { return false }
            // Of a word with punctuation at it, only what belongs to the word.
            let place = sequence.offsets[token]
            return
                (index > first.index || first.isStart
                || place.upperBound > first.word.range.lowerBound)
                && (index < last.index || last.isEnd
                    || place.lowerBound < last.word.range.upperBound)
        }
        return Match(
            tokens: tokens, place: first.word.range.lowerBound..<last.word.range.upperBound,
            form: form, occurrence: occurrence, count: count)
    }

    /// A word of a sentence, or one of its parts.
    private struct Part {
        let word: Word
        /// That of the whole word.
        let index: Int
        /// Whether it is the first part of the word, and the last one.
        let isStart: Bool
        let isEnd: Bool
    }

    /// The words with text, those with punctuation at them in parts.
    private static func parts(of words: [Word]) -> [Part] {
        words.enumerated().flatMap { index, word in
            word.parts.isEmpty
                ? [Part(word: word, index: index, isStart: true, isEnd: true)]
                : word.parts.enumerated().map {
                    Part(
                        word: $1, index: index, isStart: $0 == 0, isEnd: $0 == word.parts.count - 1)
                }
        }.filter { !$0.word.text.isEmpty }
    }

    private typealias Found = (
        words: ArraySlice<Part>, form: String?, occurrence: Int, count: Int
    )

    /// The sentence's words that the target covers, at least one.
    private func words(
        in sequence: TokenSequence, tokenizer: Tokenizer
    ) throws(TargetWordError) -> Found {
        guard !sequence.words.isEmpty else { throw .emptySentence }
        // Some tokenizers have words without text, for white space beyond one space.
        let present = Self.parts(of: sequence.words)
        switch self {
        case .text(let text, let forms, let occurrence):
            return try Self.find(
                [text] + forms, occurrence, in: present, sequence: sequence, tokenizer: tokenizer)
        case .range(let range):
            let covered = present.indices.filter { present[$0].word.range.overlaps(range) }
            guard let first = covered.first, let last = covered.last,
                present[first].word.range.lowerBound >= range.lowerBound,
                present[last].word.range.upperBound <= range.upperBound
            else {
                throw .notWholeWords(
                    range: range, cut: Self.cut(covered.map { present[$0] }, range, sequence))
            }
            return (present[first...last], nil, 1, 1)
        }
    }

    private static func find(
        _ forms: [String], _ occurrence: Int, in present: [Part], sequence: TokenSequence,
        tokenizer: Tokenizer
    ) throws(TargetWordError) -> Found {
        let wanted = forms.map {
            WordPattern(parts(of: tokenizer.words(in: $0)).map(\.word), in: $0)
        }
        guard let first = wanted.first, !first.isEmpty else { throw .emptyWord }
        let sentence = WordPattern(present.map(\.word), in: sequence.text)
        var matches: [(range: Range<Int>, form: Int)] = []
        var start = 0
        while start < present.count {
            let found = wanted.indices.lazy.compactMap { form in
                wanted[form].length(in: sentence, at: start).map { ($0, form) }
            }
            guard let (length, form) = found.max(by: { $0.0 < $1.0 }) else {
                start += 1
                continue
            }
            matches.append((start..<start + length, form))
            start += length
        }
        guard !matches.isEmpty else {
            throw .notFound(
                word: forms[0], words: distinctWords(of: sequence),
                nearest: nearest(to: first.text, in: sequence))
        }
        guard 1...matches.count ~= occurrence else {
            throw .noSuchOccurrence(word: forms[0], occurrence: occurrence, count: matches.count)
        }
        let match = matches[occurrence - 1]
        let before = matches[..<(occurrence - 1)].count { $0.form == match.form }
        return (present[match.range], forms[match.form], before + 1, matches.count)
    }

    private var description: String {
        switch self {
        case .text(let text, _, _): text
        case .range(let range): "characters \(range.lowerBound) to \(range.upperBound)"
        }
    }

    /// The sentence's words as written, each once, punctuation left out.
    private static func distinctWords(of sequence: TokenSequence) -> [String] {
        let scalars = Array(sequence.text.unicodeScalars)
        var seen: Set<String> = []
        return parts(of: sequence.words).map(\.word)
            .filter { !$0.isPunctuation }
            .map { $0.original(in: scalars) }
            .filter { seen.insert($0).inserted }
    }

    /// A word of the sentence that may be meant: a few letters differ, or one is a part of the other.
    private static func nearest(to word: String, in sequence: TokenSequence) -> String? {
        let wanted = word.lowercased()
        let length = wanted.unicodeScalars.count
        func distance(_ other: Word) -> Int? {
            let text = other.text.lowercased()
            let count = text.unicodeScalars.count
            let (shorter, longer) = (min(length, count), max(length, count))
            let isPart =
                (shorter >= 3
                    // Scripts without capitals have words of one sign.
                    || text.unicodeScalars.allSatisfy {
                        $0.properties.isAlphabetic && !$0.properties.isCased
                    })
                && (count < length ? contains(wanted, text) : contains(text, wanted))
            guard isPart || 3 * (longer - shorter) <= longer else { return nil }
            let distance = editDistance(text, wanted)
            return isPart || 3 * distance <= longer ? distance : nil
        }
        return parts(of: sequence.words).map(\.word)
            .filter { !$0.isPunctuation }
            .compactMap { word in distance(word).map { (word: word, distance: $0) } }
            .min { $0.distance < $1.distance }
            .map { $0.word.original(in: Array(sequence.text.unicodeScalars)) }
    }

    private static func contains(_ text: String, _ part: String) -> Bool {
        var rest = text.utf8[...]
        while rest.count >= part.utf8.count {
            if rest.starts(with: part.utf8) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    /// The first of the words that a range covers in part, as written.
    private static func cut(
        _ covered: [Part], _ range: Range<Int>, _ sequence: TokenSequence
    ) -> String? {
        covered.map(\.word).first {
            !range.contains($0.range.lowerBound) || $0.range.upperBound > range.upperBound
        }?
        .original(in: Array(sequence.text.unicodeScalars))
    }
}

extension Word {
    fileprivate var isPunctuation: Bool { text.unicodeScalars.first?.isBertPunctuation ?? true }

    /// The word as it is written in the text of these scalars.
    fileprivate func original(in scalars: [Unicode.Scalar]) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }
}
