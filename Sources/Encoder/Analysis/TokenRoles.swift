/// The parts that tokens play in a sentence, as far as heads are known to look for them.
struct TokenRoles {
    /// The special tokens before the sentence (`[CLS]`), and after it (`[SEP]`).
    let isStart: [Bool]
    let isEnd: [Bool]
    /// Whether a token belongs to a word that is punctuation throughout.
    let isPunctuation: [Bool]
    /// Equal for tokens of equal words, wherever they stand; special tokens are like themselves alone.
    let words: [Int]

    init(_ sequence: TokenSequence) {
        let indices = sequence.wordIndices
        // Without words, the first token is the one before them.
        let firstWord = indices.firstIndex { $0 != nil } ?? 1
        isStart = indices.indices.map { indices[$0] == nil && $0 < firstWord }
        isEnd = indices.indices.map { indices[$0] == nil && $0 >= firstWord }
        let punctuation = sequence.words.map { word in
            !word.text.isEmpty && word.text.unicodeScalars.allSatisfy(\.isBertPunctuation)
        }
        isPunctuation = indices.map { $0.map { punctuation[$0] } ?? false }
        var firstOfText: [String: Int] = [:]
        for (index, word) in sequence.words.enumerated() where firstOfText[word.text] == nil {
            firstOfText[word.text] = index
        }
        words = indices.enumerated().map { token, word in
            guard let word else { return -1 - token }
            return firstOfText[sequence.words[word].text] ?? word
        }
    }
}
