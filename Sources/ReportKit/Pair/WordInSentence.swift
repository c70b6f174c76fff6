import Encoder

/// A sentence and the word in it that is looked at.
public struct WordInSentence: Equatable, Sendable {
    public var text: String
    public var word: String
    /// Which of several occurrences is meant, from 1; `nil` for the first.
    public var occurrence: Int?
    /// The word's place in Unicode scalars; it counts before the word and the occurrence.
    public var range: Range<Int>?

    public init(_ text: String, word: String, occurrence: Int? = nil, range: Range<Int>? = nil) {
        self.text = text
        self.word = word
        self.occurrence = occurrence
        self.range = range
    }
}

/// A tokenised sentence in which the word has been found.
struct SentenceReading: Sendable {
    let sequence: TokenSequence
    let word: String
    /// The indices of the word's tokens.
    let target: [Int]

    /// - Parameter number: the sentence's, from 1, for the error.
    /// - Throws: `PairError` when the word is not found.
    init(_ sentence: WordInSentence, number: Int, tokenizer: Tokenizer) throws(PairError) {
        sequence = tokenizer.encode(sentence.text)
        word = sentence.word
        let target =
            sentence.range.map(TargetWord.range)
            ?? .text(sentence.word, occurrence: sentence.occurrence ?? 1)
        do throws(TargetWordError) {
            self.target = try target.tokens(in: sequence, tokenizer: tokenizer)
        } catch {
            throw PairError(sentence: number, problem: error)
        }
    }
}

extension SentencePair {
    var first: WordInSentence {
        WordInSentence(sentence1, word: word1, occurrence: occurrence1, range: range1)
    }

    var second: WordInSentence {
        WordInSentence(sentence2, word: word2, occurrence: occurrence2, range: range2)
    }
}
