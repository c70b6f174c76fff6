import Encoder
import Lists

/// A sentence and the word in it that is looked at.
package struct WordInSentence: Equatable, Sendable {
    var text: String
    var word: String
    /// Which of several occurrences is meant, from 1; `nil` for the first.
    var occurrence: Int?
    /// The word's place in Unicode scalars, one range for each of its pieces (*turned … off*); it counts
    /// before the word and the occurrence.
    var ranges: [Range<Int>]
    /// Other forms in which the word may stand in the sentence.
    var forms: [String]

    package init(
        _ text: String, word: String, occurrence: Int? = nil, ranges: [Range<Int>] = [],
        forms: [String] = []
    ) {
        self.text = text
        self.word = word
        self.occurrence = occurrence
        self.ranges = ranges
        self.forms = forms
    }
}

/// A tokenized sentence in which the word has been found.
package struct SentenceReading: Sendable {
    package let sequence: TokenSequence
    /// The word as it was asked for, or that of its forms which was found.
    package let word: String
    /// Which occurrence of `word` was asked for, from 1; `nil` for none.
    package let occurrence: Int?
    /// Whether other forms of the word count as well.
    package let hasForms: Bool
    /// How often the sentence has the word, where nothing says which one is meant; else 1.
    package let count: Int
    /// The indices of the word's tokens.
    package let target: [Int]

    /// - Parameter number: the sentence's, from 1, for the error.
    /// - Throws: `PairError` when the word is not found.
    package init(_ sentence: WordInSentence, number: Int, tokenizer: Tokenizer) throws(PairError) {
        sequence = tokenizer.encode(sentence.text)
        let word = TargetWord.text(
            sentence.word, forms: sentence.forms, occurrence: sentence.occurrence ?? 1)
        let targets = sentence.ranges.isEmpty ? [word] : sentence.ranges.map(TargetWord.range)
        do throws(TargetWordError) {
            var matches: [TargetWord.Match] = []
            for target in targets {
                matches.append(try target.match(in: sequence, tokenizer: tokenizer))
            }
            self.target = Set(matches.flatMap(\.tokens)).sorted()
            self.word = matches[0].form ?? sentence.word
            occurrence = sentence.occurrence.map { _ in matches[0].occurrence }
            hasForms = !sentence.forms.isEmpty
            count = sentence.occurrence == nil ? matches[0].count : 1
        } catch {
            throw PairError(sentence: number, problem: error)
        }
    }
}

extension SentencePair {
    package var first: WordInSentence {
        WordInSentence(
            sentence1, word: word1, occurrence: occurrence1, ranges: ranges1, forms: forms1)
    }

    package var second: WordInSentence {
        WordInSentence(
            sentence2, word: word2, occurrence: occurrence2, ranges: ranges2, forms: forms2)
    }
}
