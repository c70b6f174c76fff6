/// The first stage of BERT's tokenizer: cleans text, sets ideographs apart, and on uncased models
/// strips accents and lower-cases.
///
/// The steps and their order are those of `BertNormalizer` in Hugging Face's `tokenizers`.
public struct BertNormalizer: Sendable, Equatable {
    /// Removes control characters and turns every white space into a plain space.
    public var cleansText: Bool
    /// Surrounds CJK ideographs with spaces.
    public var separatesIdeographs: Bool
    /// Removes accents (non-spacing marks after canonical decomposition).
    public var stripsAccents: Bool
    /// Turns every letter into lower case.
    public var lowercases: Bool

    /// - Parameters:
    ///   - cleansText: removes control characters and turns white space into spaces.
    ///   - separatesIdeographs: surrounds CJK ideographs with spaces.
    ///   - stripsAccents: `nil` for "when lower-casing", as the reference has it.
    ///   - lowercases: turns every letter into lower case.
    public init(
        cleansText: Bool = true, separatesIdeographs: Bool = true, stripsAccents: Bool? = nil,
        lowercases: Bool = true
    ) {
        self.cleansText = cleansText
        self.separatesIdeographs = separatesIdeographs
        self.stripsAccents = stripsAccents ?? lowercases
        self.lowercases = lowercases
    }

    func callAsFunction(_ text: NormalizedText) -> NormalizedText {
        var text = text
        // Plain ASCII, the common case, passes every step but the last unchanged.
        if !text.scalars.allSatisfy({ 0x20..<0x7F ~= $0.scalar.value }) {
            if cleansText {
                text.removeAll(where: \.isBertRemoved)
                text.replaceEach { $0.isBertWhitespace ? " " : $0 }
            }
            if separatesIdeographs { text.separateIdeographs() }
            if stripsAccents {
                NormalForm.nfd(&text)
                text.removeAll(where: \.isBertAccent)
            }
        }
        if lowercases { text.lowercase() }
        return text
    }
}

extension NormalizedText {
    fileprivate mutating func separateIdeographs() {
        guard scalars.contains(where: \.scalar.isCJKIdeograph) else { return }
        expandEach { scalar, append in
            let isIdeograph = scalar.isCJKIdeograph
            if isIdeograph { append(" ") }
            append(scalar)
            if isIdeograph { append(" ") }
        }
    }

    /// Lower-cases each scalar by itself: a final sigma is a sigma.
    mutating func lowercase() {
        if scalars.allSatisfy({ $0.scalar.isASCII }) {
            return replaceEach(\.asciiLowercased)
        }
        expandEach { scalar, append in
            if scalar.isASCII {
                append(scalar.asciiLowercased)
            } else {
                scalar.properties.lowercaseMapping.unicodeScalars.forEach(append)
            }
        }
    }
}

extension Unicode.Scalar {
    fileprivate var asciiLowercased: Unicode.Scalar {
        0x41...0x5A ~= value ? Unicode.Scalar(UInt8(truncatingIfNeeded: value + 0x20)) : self
    }
}
