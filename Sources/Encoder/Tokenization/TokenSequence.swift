/// A sentence as a model reads it.
public struct TokenSequence: Sendable, Equatable {
    /// The sentence as it was given.
    public let text: String
    /// The tokens' strings as the vocabulary spells them: in WordPiece a piece that continues a word
    /// begins with `##`, in byte-level vocabularies one that starts a word with `Ġ`, in SentencePiece's with `▁`.
    public let tokens: [String]
    /// The tokens' ids in the model's vocabulary.
    public let ids: [Int]
    /// Where each token stands in `text`, counted in Unicode scalars; `0..<0` for the special tokens
    /// that the model adds.
    public let offsets: [Range<Int>]
    /// For each token the index into `words`; `nil` for the special tokens that the model adds.
    public let wordIndices: [Int?]
    /// The words of the whole sentence, also of a part that was cut off. Byte-level tokenizers also
    /// have tokens of white space alone; these stand for a word without text.
    public let words: [Word]
    /// How many tokens were cut off because the sentence is longer than the model allows.
    public let truncatedTokenCount: Int
    /// How many of `words` have all their tokens, counted from the first: all of them, unless the
    /// sentence was cut.
    public let wholeWordCount: Int

    /// The place that the first token takes in the model's table of positions.
    ///
    /// Above 0 the sequence is the rest of a longer one whose first tokens are masked: nothing is
    /// attended to there, so that they can as well be left out, if the others keep their places.
    var firstPosition = 0

    /// Whether a token was added by the model, as `[CLS]` and `[SEP]` are.
    public var isSpecial: [Bool] { wordIndices.map { $0 == nil } }

    /// Whether a token stands for text that the vocabulary has nothing for.
    public static func isUnknown(_ token: String) -> Bool { ["[UNK]", "<unk>"].contains(token) }
}
