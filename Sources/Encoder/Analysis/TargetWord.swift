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
        let words = try self.words(in: sequence, tokenizer: tokenizer)
        guard words.upperBound <= sequence.wholeWordCount else {
            throw .cutOff(
                word: description, kept: sequence.tokens.count,
                total: sequence.tokens.count + sequence.truncatedTokenCount)
        }
        return sequence.wordIndices.indices.filter {
            sequence.wordIndices[$0].map(words.contains) ?? false
        }
    }

    /// The indices of the sentence's words that the target covers.
    private func words(
        in sequence: TokenSequence, tokenizer: Tokenizer
    ) throws(TargetWordError) -> Range<Int> {
        guard !sequence.words.isEmpty else { throw .emptySentence }
        switch self {
        case .text(let text, let occurrence):
            let wanted = tokenizer.words(in: text).map(\.text)
            guard !wanted.isEmpty else { throw .emptyWord }
            // Byte-level tokenizers have words without text, for white space beyond one space.
            let places = sequence.words.indices.filter { !sequence.words[$0].text.isEmpty }
            let present = places.map { sequence.words[$0].text }
            var matches: [Range<Int>] = []
            var start = 0
            while start + wanted.count <= present.count {
                if present[start..<start + wanted.count].elementsEqual(wanted) {
                    matches.append(places[start]..<places[start + wanted.count - 1] + 1)
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
            return matches[occurrence - 1]
        case .range(let range):
            let covered = sequence.words.indices.filter { sequence.words[$0].range.overlaps(range) }
            guard let first = covered.first, let last = covered.last,
                sequence.words[first].range.lowerBound >= range.lowerBound,
                sequence.words[last].range.upperBound <= range.upperBound
            else { throw .notWholeWords(range: range) }
            return first..<last + 1
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
        return sequence.words
            .filter { !$0.isPunctuation }
            .map { $0.original(in: scalars) }
            .filter { seen.insert($0).inserted }
    }

    private static func nearest(to word: String, in sequence: TokenSequence) -> String? {
        sequence.words
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

/// Levenshtein's distance: the number of scalars to insert, delete or replace.
package func editDistance(_ a: String, _ b: String) -> Int {
    let b = Array(b.unicodeScalars)
    var row = Array(0...b.count)
    for (i, x) in a.unicodeScalars.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, y) in b.enumerated() {
            let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (x == y ? 0 : 1))
            diagonal = row[j + 1]
            row[j + 1] = next
        }
    }
    return row[b.count]
}
