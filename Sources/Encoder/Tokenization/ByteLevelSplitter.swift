/// The second stage of byte-level tokenizers: splits text into words that begin with the space
/// before them (Radford et al. 2019).
struct ByteLevelSplitter: Sendable, Equatable {
    /// Puts a space before a text that has none, so that its first word is like any other.
    var addsPrefixSpace: Bool
    /// Splits at all. Else the text is one word.
    var splits: Bool = true

    func split(_ scalars: ArraySlice<AlignedScalar>) -> [PreToken] {
        guard let first = scalars.first else { return [] }
        var scalars = scalars
        if addsPrefixSpace, first.scalar != " " {
            scalars = [AlignedScalar(scalar: " ", origin: first.origin)] + scalars
        }
        guard splits else { return [PreToken(scalars)] }
        var words: [PreToken] = []
        var start = scalars.startIndex
        while start < scalars.endIndex {
            let end = endOfWord(in: scalars, from: start)
            words.append(PreToken(scalars[start..<end]))
            start = end
        }
        return words
    }

    /// Matches the regular expression of GPT-2's tokenizer at a place; it matches at every one.
    ///
    ///     's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
    private func endOfWord(in scalars: ArraySlice<AlignedScalar>, from start: Int) -> Int {
        if let end = endOfContraction(in: scalars, from: start) { return end }
        var first = start
        if scalars[start].scalar == " ", start + 1 < scalars.endIndex,
            scalars[start + 1].scalar.byteLevelKind != .space
        {
            first += 1
        }
        let kind = scalars[first].scalar.byteLevelKind
        let end =
            scalars[first...].firstIndex { $0.scalar.byteLevelKind != kind } ?? scalars.endIndex
        // The last white space before a word is left to it.
        let leavesLast = kind == .space && end < scalars.endIndex && end - first > 1
        return leavesLast ? end - 1 : end
    }

    private func endOfContraction(in scalars: ArraySlice<AlignedScalar>, from start: Int) -> Int? {
        guard scalars[start].scalar == "'", start + 1 < scalars.endIndex else { return nil }
        switch scalars[start + 1].scalar {
        case "s", "t", "m", "d": return start + 2
        case let letter:
            guard start + 2 < scalars.endIndex else { return nil }
            switch (letter, scalars[start + 2].scalar) {
            case ("r", "e"), ("v", "e"), ("l", "l"): return start + 3
            default: return nil
            }
        }
    }
}

/// How byte-level vocabularies spell bytes: each as a printable character, so that a token is text.
/// The space is "Ġ".
enum ByteAlphabet {
    /// The character of each byte.
    static let characters: [Unicode.Scalar] = {
        var next: UInt32 = 0x100
        return (0...255).map { (byte: UInt8) in
            switch byte {
            case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: return Unicode.Scalar(byte)
            default:
                defer { next += 1 }
                return Unicode.Scalar(next) ?? " "
            }
        }
    }()

    static let space: Unicode.Scalar = "Ġ"
}
