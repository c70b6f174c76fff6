/// The word whose meaning is looked at: how it is named, and how it is found among the tokens.
public enum TargetWord: Sendable, Equatable {
    /// A word, or several, as written; in any case for a model that lower-cases. `occurrence`
    /// counts from 1.
    case text(String, occurrence: Int = 1)
    /// A range of the sentence, counted in Unicode scalars; it must cover whole words.
    case range(Range<Int>)

    /// Finds the word's tokens in a sentence.
    ///
    /// The word is compared with whole words of the sentence, both normalised as the model does it:
    /// "bank" is not found in "banker". Its tokens follow from the words' places in the text, so
    /// that a word of several WordPieces is found whole.
    ///
    /// - Returns: the indices of the tokens, ascending, at least one.
    /// - Throws: `TargetWordError`.
    public func tokens(
        in sequence: TokenSequence, tokenizer: Tokenizer
    ) throws(TargetWordError) -> [Int] {
        let found = try words(in: sequence, tokenizer: tokenizer)
        guard let first = found.first, let last = found.last,
            last.index < sequence.wholeWordCount
        else {
            throw .cutOff(
                word: description, kept: sequence.tokens.count,
                total: sequence.tokens.count + sequence.truncatedTokenCount)
        }
        return sequence.wordIndices.indices.filter { token in
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

    /// The sentence's words that the target covers, at least one.
    private func words(
        in sequence: TokenSequence, tokenizer: Tokenizer
    ) throws(TargetWordError) -> ArraySlice<Part> {
        guard !sequence.words.isEmpty else { throw .emptySentence }
        // Some tokenizers have words without text, for white space beyond one space.
        let present = Self.parts(of: sequence.words)
        switch self {
        case .text(let text, let occurrence):
            let wanted = Self.parts(of: tokenizer.words(in: text)).map(\.word.text)
            guard !wanted.isEmpty else { throw .emptyWord }
            var matches: [Range<Int>] = []
            var start = 0
            while start + wanted.count <= present.count {
                if present[start..<start + wanted.count].lazy.map(\.word.text)
                    .elementsEqual(wanted)
                {
                    matches.append(start..<start + wanted.count)
                    start += wanted.count
                } else {
                    start += 1
                }
            }
            guard !matches.isEmpty else {
                throw .notFound(
                    word: text, words: Self.distinctWords(of: sequence),
                    nearest: Self.nearest(to: wanted.joined(separator: " "), in: sequence))
            }
            guard 1...matches.count ~= occurrence else {
                throw .noSuchOccurrence(word: text, occurrence: occurrence, count: matches.count)
            }
            return present[matches[occurrence - 1]]
        case .range(let range):
            let covered = present.indices.filter { present[$0].word.range.overlaps(range) }
            guard let first = covered.first, let last = covered.last,
                present[first].word.range.lowerBound >= range.lowerBound,
                present[last].word.range.upperBound <= range.upperBound
            else { throw .notWholeWords(range: range) }
            return present[first...last]
        }
    }

    private var description: String {
        switch self {
        case .text(let text, _): text
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

    private static func nearest(to word: String, in sequence: TokenSequence) -> String? {
        parts(of: sequence.words).map(\.word)
            .filter { !$0.isPunctuation }
            .map { (word: $0, distance: editDistance($0.text, word)) }
            .min { $0.distance < $1.distance }
            .map { $0.word.original(in: Array(sequence.text.unicodeScalars)) }
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
