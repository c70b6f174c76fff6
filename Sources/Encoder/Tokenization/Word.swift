/// A word of a sentence as the tokenizer sees it.
public struct Word: Sendable, Equatable {
    /// The word after normalisation, lower case on uncased models, without white space around it.
    public let text: String
    /// Where it stands in the original text, counted in Unicode scalars.
    public let range: Range<Int>
    /// Where the tokenizer splits at spaces alone, "bank." say, the word and its punctuation by themselves; none
    /// where that is one and the same.
    var parts: [Word] = []
}

/// A part of a text on its way to the model: a word, or a string that is a token of its own.
struct PreToken: Sendable {
    /// Normalised, not empty.
    var scalars: ArraySlice<AlignedScalar>
    /// The token that these scalars are by themselves, for a special token in the text.
    var tokenID: Int?
    /// What stands for a space, where spaces are written as another character.
    var space: Unicode.Scalar?

    init(_ scalars: ArraySlice<AlignedScalar>, tokenID: Int? = nil) {
        self.scalars = scalars
        self.tokenID = tokenID
    }

    /// The word without white space around it. (Byte-level tokens begin with the space before them.)
    var word: Word {
        func isSpace(_ aligned: AlignedScalar) -> Bool {
            aligned.scalar.isBertWhitespace || aligned.scalar == space
        }
        var scalars = scalars
        while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
        while let last = scalars.last, isSpace(last) { scalars.removeLast() }
        guard !scalars.isEmpty else {
            let end = self.scalars.span.upperBound
            return Word(text: "", range: end..<end)
        }
        var word = Word(text: scalars.string, range: scalars.span)
        if space != nil {
            let parts = BertPreTokenizer().split(scalars)
            if parts.count > 1 { word.parts = parts.map(\.word) }
        }
        return word
    }

    var text: String { scalars.string }
    var range: Range<Int> { scalars.span }
    /// For each scalar its place in the original.
    var origins: [Range<Int>] { scalars.map(\.origin) }
}
