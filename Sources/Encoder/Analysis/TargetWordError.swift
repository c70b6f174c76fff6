/// Why a target word was not found in a sentence.
public enum TargetWordError: Error, Equatable, CustomStringConvertible {
    /// The sentence has no words.
    case emptySentence
    /// Nothing is left of the word when it is read as the model reads text.
    case emptyWord
    /// The sentence does not have the word; `words` are those that it has, as written, each once.
    case notFound(word: String, words: [String], nearest: String?)
    /// The sentence has the word `count` times, and `occurrence` is not one of them.
    case noSuchOccurrence(word: String, occurrence: Int, count: Int)
    /// The range, in Unicode scalars, covers no word or only a part of one: `cut`, as written.
    case notWholeWords(range: Range<Int>, cut: String?)
    /// The word, or a part of it, lies behind the place where the sentence was cut: `kept` of
    /// `total` tokens, special ones included, were read.
    case cutOff(word: String, kept: Int, total: Int)

    public var description: String {
        switch self {
        case .emptySentence:
            return "the sentence is empty; give a sentence that contains the word"
        case .emptyWord:
            return "the word is empty; give a word of the sentence"
        case .notFound(let word, let words, let nearest):
            let hint = nearest.map { "; did you mean \"\($0)\"?" } ?? ""
            return "the word \"\(word)\" is not in the sentence, whose words are: "
                + Self.list(words) + hint
        case .noSuchOccurrence(let word, let occurrence, let count):
            return "occurrence \(occurrence) of \"\(word)\" was asked for, but the sentence has it "
                + (count == 1 ? "once" : "\(count) times")
        case .notWholeWords(let range, let cut):
            let word = cut.map { "; they cut the word \"\($0)\"" } ?? ""
            return
                "the characters \(range.lowerBound) to \(range.upperBound) are not whole words of "
                + "the sentence\(word)"
        case .cutOff(let word, let kept, let total):
            return
                "\"\(word)\" lies behind the \(kept) tokens that the model can read (the sentence "
                + "has \(total)); shorten the sentence"
        }
    }

    /// Long sentences are not repeated whole.
    private static func list(_ words: [String]) -> String {
        let shown = words.prefix(30).joined(separator: ", ")
        return words.count > 30 ? shown + ", … (\(words.count - 30) more)" : shown
    }
}
