import Foundation

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

    /// - Parameter stripsAccents: `nil` for "when lower-casing", as the reference has it.
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
        var result = text
        result.scalars.removeAll(keepingCapacity: true)
        for (scalar, origin) in text.scalars {
            if scalar.isASCII, scalar.value >= 0x20, scalar.value != 0x7F {
                // Plain ASCII, the common case, passes every step but the last unchanged.
                result.scalars.append((lowercases ? scalar.asciiLowercased : scalar, origin))
                continue
            }
            var scalar = scalar
            if cleansText {
                if scalar.isBertRemoved { continue }
                if scalar.isBertWhitespace { scalar = " " }
            }
            if separatesIdeographs, scalar.isCJKIdeograph {
                result.scalars += [(" ", origin), (scalar, origin), (" ", origin)]
                continue
            }
            for part in stripsAccents ? scalar.decomposedWithoutMarks : [scalar] {
                if lowercases {
                    for lower in part.properties.lowercaseMapping.unicodeScalars {
                        result.scalars.append((lower, origin))
                    }
                } else {
                    result.scalars.append((part, origin))
                }
            }
        }
        return result
    }
}

extension Unicode.Scalar {
    fileprivate var asciiLowercased: Unicode.Scalar {
        0x41...0x5A ~= value ? Unicode.Scalar(UInt8(value + 0x20)) : self
    }

    /// The canonical decomposition without its non-spacing marks.
    fileprivate var decomposedWithoutMarks: [Unicode.Scalar] {
        String(self).decomposedStringWithCanonicalMapping.unicodeScalars.filter {
            $0.properties.generalCategory != .nonspacingMark
        }
    }
}
