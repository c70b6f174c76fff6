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

    package init(_ text: String, word: String, occurrence: Int? = nil, ranges: [Range<Int>] = []) {
        self.text = text
        self.word = word
        self.occurrence = occurrence
        self.ranges = ranges
    }
}

/// A tokenised sentence in which the word has been found.
package struct SentenceReading: Sendable {
    package let sequence: TokenSequence
    package let word: String
    /// The indices of the word's tokens.
    package let target: [Int]

    /// - Parameter number: the sentence's, from 1, for the error.
    /// - Throws: `PairError` when the word is not found.
    package init(_ sentence: WordInSentence, number: Int, tokenizer: Tokenizer) throws(PairError) {
        sequence = tokenizer.encode(sentence.text)
        word = sentence.word
        let word = TargetWord.text(sentence.word, occurrence: sentence.occurrence ?? 1)
        let targets = sentence.ranges.isEmpty ? [word] : sentence.ranges.map(TargetWord.range)
        do throws(TargetWordError) {
            var tokens: Set<Int> = []
            for target in targets {
                tokens.formUnion(try target.tokens(in: sequence, tokenizer: tokenizer))
            }
            self.target = tokens.sorted()
        } catch {
            throw PairError(sentence: number, problem: error)
        }
    }
}

extension SentencePair {
    package var first: WordInSentence {
        WordInSentence(sentence1, word: word1, occurrence: occurrence1, ranges: ranges1)
    }

    package var second: WordInSentence {
        WordInSentence(sentence2, word: word2, occurrence: occurrence2, ranges: ranges2)
    }
}
