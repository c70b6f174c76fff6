/// A string that is a token wherever it stands in a text.
struct AddedToken: Sendable, Equatable {
    var content: String
    var id: Int
    /// Is found only where no other word character touches it.
    var isSingleWord = false
    /// Takes the white space before it along.
    var stripsLeft = false
    /// Takes the white space after it along.
    var stripsRight = false
    /// Is looked for in the normalised text, itself normalised.
    var isNormalized = false
}

/// Finds added tokens in a text: the leftmost, of several that start at one place the longest.
struct AddedTokens: Sendable {
    private struct Pattern {
        let scalars: [Unicode.Scalar]
        let token: AddedToken
    }

    /// The patterns by their first scalar, the longest first.
    private let patterns: [Unicode.Scalar: [Pattern]]
    /// A bit for the lower six bits of each first scalar, so that most scalars need no look-up.
    private let firstScalars: UInt64

    struct Failure: Error {
        let problem: String
    }

    /// - Throws: when two tokens read the same, or one is empty once normalised.
    init(_ tokens: [AddedToken], normalizer: Normalizer? = nil) throws(Failure) {
        var patterns: [Unicode.Scalar: [Pattern]] = [:]
        var firstScalars: UInt64 = 0
        var seen: Set<[Unicode.Scalar]> = []
        for token in tokens {
            var text = NormalizedText(token.content)
            if token.isNormalized, let normalizer { text = normalizer(text) }
            let scalars = text.scalars.map(\.scalar)
            guard let first = scalars.first else {
                throw Failure(
                    problem: "the added token \"\(token.content)\" is empty once normalised")
            }
            guard seen.insert(scalars).inserted else {
                throw Failure(
                    problem: "the added token \"\(token.content)\" is the same as another one "
                        + "once normalised")
            }
            patterns[first, default: []].append(Pattern(scalars: scalars, token: token))
            firstScalars |= 1 << UInt64(first.value & 63)
        }
        self.patterns = patterns.mapValues { patterns in
            patterns.sorted { $0.scalars.count > $1.scalars.count }
        }
        self.firstScalars = firstScalars
    }

    /// Splits a text at the tokens in it.
    /// - Returns: the parts, in order; those that are a token have its id.
    func split(_ text: ArraySlice<AlignedScalar>) -> [PreToken] {
        var parts: [PreToken] = []
        guard !patterns.isEmpty, !text.isEmpty else { return text.isEmpty ? [] : [PreToken(text)] }
        var done = text.startIndex
        var index = text.startIndex
        while index < text.endIndex {
            guard let match = token(at: index, in: text) else {
                index += 1
                continue
            }
            var start = index
            index += match.scalars.count
            var end = index
            if match.token.isSingleWord, isWord(text, before: start) || isWord(text, after: end) {
                continue
            }
            if match.token.stripsLeft {
                while start > done, text[start - 1].scalar.isBertWhitespace { start -= 1 }
            }
            if match.token.stripsRight {
                while end < text.endIndex, text[end].scalar.isBertWhitespace { end += 1 }
            }
            if done < start { parts.append(PreToken(text[done..<start])) }
            parts.append(PreToken(text[start..<end], tokenID: match.token.id))
            done = end
        }
        if done < text.endIndex { parts.append(PreToken(text[done...])) }
        return parts
    }

    private func token(at index: Int, in text: ArraySlice<AlignedScalar>) -> Pattern? {
        let first = text[index].scalar
        guard firstScalars >> UInt64(first.value & 63) & 1 == 1 else { return nil }
        return patterns[first]?.first { pattern in
            text.endIndex - index >= pattern.scalars.count
                && pattern.scalars.indices.allSatisfy {
                    text[index + $0].scalar == pattern.scalars[$0]
                }
        }
    }

    private func isWord(_ text: ArraySlice<AlignedScalar>, before index: Int) -> Bool {
        index > text.startIndex && text[index - 1].scalar.isWordCharacter
    }

    private func isWord(_ text: ArraySlice<AlignedScalar>, after index: Int) -> Bool {
        index < text.endIndex && text[index].scalar.isWordCharacter
    }
}
