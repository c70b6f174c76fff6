/// The second stage of BERT's tokenizer: splits normalised text into words at white space, with
/// every punctuation character a word of its own.
struct BertPreTokenizer: Sendable {
    func callAsFunction(_ text: NormalizedText) -> [PreToken] { split(text.scalars[...]) }

    func split(_ scalars: ArraySlice<AlignedScalar>) -> [PreToken] {
        scalars.split { scalar in
            if scalar.isBertWhitespace { return .removed }
            return scalar.isBertPunctuation ? .alone : .joined(0)
        }
    }
}

/// What becomes of a scalar where a text is split.
enum SplitRole: Equatable {
    /// Is left out.
    case removed
    /// Is a word of its own.
    case alone
    /// Belongs to a word with its neighbours of the same number.
    case joined(Int)
}

extension ArraySlice<AlignedScalar> {
    /// Splits by the role that each scalar has.
    func split(_ role: (Unicode.Scalar) -> SplitRole) -> [PreToken] {
        var words: [PreToken] = []
        words.reserveCapacity(count / 4)
        var start = startIndex
        var current = SplitRole.removed
        for index in indices {
            let next = role(self[index].scalar)
            if next == current, next != .alone { continue }
            if current != .removed { words.append(PreToken(self[start..<index])) }
            start = index
            current = next
        }
        if current != .removed { words.append(PreToken(self[start...])) }
        return words
    }
}
