/// The second stage of BERT's tokenizer: splits normalised text into words at white space, with
/// every punctuation character a word of its own.
struct BertPreTokenizer: Sendable {
    func callAsFunction(_ text: NormalizedText) -> [Word] {
        var words: [Word] = []
        var start: Int?
        func finish(at end: Int) {
            if let first = start { words.append(Word(text.scalars[first..<end])) }
            start = nil
        }
        for (index, (scalar, _)) in text.scalars.enumerated() {
            if scalar.isBertWhitespace {
                finish(at: index)
            } else if scalar.isBertPunctuation {
                finish(at: index)
                words.append(Word(text.scalars[index...index]))
            } else if start == nil {
                start = index
            }
        }
        finish(at: text.scalars.count)
        return words
    }
}

/// A word of a sentence as the tokenizer sees it.
public struct Word: Sendable, Equatable {
    /// The word after normalisation, lower case on uncased models.
    public let text: String
    /// Where it stands in the original text, counted in Unicode scalars.
    public let range: Range<Int>
    /// For each scalar of `text`, its place in the original.
    let origins: [Range<Int>]

    /// - Precondition: there is at least one scalar.
    init(_ scalars: ArraySlice<(scalar: Unicode.Scalar, origin: Range<Int>)>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars.lazy.map(\.scalar))
        text = String(view)
        origins = scalars.map(\.origin)
        range = origins.span
    }
}

extension Collection<Range<Int>> where Self: BidirectionalCollection {
    /// From the start of the first range to the end of the last.
    /// - Precondition: there is at least one range.
    var span: Range<Int> {
        let start = self[startIndex].lowerBound
        return start..<Swift.max(start, self[index(before: endIndex)].upperBound)
    }
}
