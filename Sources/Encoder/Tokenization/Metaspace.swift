/// The second stage of SentencePiece's tokenizers: writes spaces as a character of their own, and splits a text
/// before each of them.
struct Metaspace: Sendable, Equatable {
    /// What stands for a space, "▁".
    var replacement: Unicode.Scalar = "▁"
    var prefix = Prefix.always
    /// Splits at all.
    var splits = true

    /// Where a space is put before a text that has none, by the name in the file.
    enum Prefix: String, Sendable, CaseIterable {
        case always, first, never
    }

    func split(_ scalars: ArraySlice<AlignedScalar>) -> [PreToken] {
        var spelt = scalars.map { aligned in
            var aligned = aligned
            if aligned.scalar == " " { aligned.scalar = replacement }
            return aligned
        }
        guard let first = spelt.first else { return [] }
        let isPrefixed =
            switch prefix {
            case .always: true
            case .first: first.origin.lowerBound == 0
            case .never: false
            }
        if isPrefixed, first.scalar != replacement {
            spelt.insert(AlignedScalar(scalar: replacement, origin: first.origin), at: 0)
        }
        var words: [PreToken] = []
        var start = 0
        func append(_ end: Int) {
            var word = PreToken(spelt[start..<end])
            word.space = replacement
            words.append(word)
            start = end
        }
        if splits {
            for index in spelt.indices.dropFirst() where spelt[index].scalar == replacement {
                append(index)
            }
        }
        append(spelt.count)
        return words
    }
}
