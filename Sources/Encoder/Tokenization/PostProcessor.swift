/// The last stage of a tokenizer: the special tokens around a sentence, and where its tokens are
/// said to stand.
struct PostProcessor: Sendable, Equatable {
    /// The ids of the special tokens before the sentence and after it.
    var prefix: [Int] = []
    var suffix: [Int] = []
    /// Leaves the white space at the start and the end of a token out of its place, as byte-level
    /// tokenizers do; `nil` for places as they are.
    var trimming: Trimming?

    struct Trimming: Sendable, Equatable {
        /// Leaves one space at the start of a text where it is, because it may have been put there.
        var keepsPrefixSpace: Bool

        /// The place of a token.
        /// - Parameters:
        ///   - text: the token's string, in the spelling of the vocabulary.
        ///   - isFirst: whether it is the first token of the text.
        func callAsFunction(
            _ range: Range<Int>, of text: some BidirectionalCollection<Unicode.Scalar>,
            isFirst: Bool
        ) -> Range<Int> {
            func isSpace(_ scalar: Unicode.Scalar) -> Bool {
                scalar == ByteAlphabet.space || scalar.isBertWhitespace
            }
            var leading = text.prefix(while: isSpace).count
            let trailing = text.reversed().prefix(while: isSpace).count
            if leading == 1, keepsPrefixSpace, isFirst || range.lowerBound == 0 { leading = 0 }
            let start = min(range.lowerBound + leading, range.upperBound)
            let end =
                range.upperBound >= trailing
                ? max(range.upperBound - trailing, start) : range.upperBound
            return start..<end
        }
    }
}
