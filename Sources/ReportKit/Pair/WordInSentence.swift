import Encoder

/// A sentence and the word in it that is looked at.
public struct WordInSentence: Equatable, Sendable {
    public var text: String
    public var word: String
    /// Which of several occurrences is meant, from 1; `nil` for the first.
    public var occurrence: Int?
    /// The word's place in Unicode scalars, one range for each of its pieces (*turned … off*); it counts
    /// before the word and the occurrence.
    public var ranges: [Range<Int>]

    public init(_ text: String, word: String, occurrence: Int? = nil, ranges: [Range<Int>] = []) {
        self.text = text
        self.word = word
        self.occurrence = occurrence
        self.ranges = ranges
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
    var first: WordInSentence {
        WordInSentence(sentence1, word: word1, occurrence: occurrence1, ranges: ranges1)
    }

    var second: WordInSentence {
        WordInSentence(sentence2, word: word2, occurrence: occurrence2, ranges: ranges2)
    }
}
