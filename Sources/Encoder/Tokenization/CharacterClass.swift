/// The character classes of the reference, Hugging Face's `tokenizers`.
///
/// Its parts carry tables of different versions of Unicode. A character that is younger than the
/// part's tables is unassigned there and so in no class; a few that changed their class since then
/// are named.
extension Unicode.Scalar {
    /// Separates words: Unicode white space.
    var isBertWhitespace: Bool {
        value < 0x80 ? value == 0x20 || 0x09...0x0D ~= value : properties.isWhitespace
    }

    /// Is removed from the text: control, format and private-use characters, NUL and U+FFFD.
    var isBertRemoved: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D: false
        case 0, 0xFFFD: true
        case 0x20..<0x7F: false
        default:
            switch properties.generalCategory {
            case .control, .format, .privateUse: isKnown(toUnicode: 8)
            default: false
            }
        }
    }

    /// Is a word of its own: Unicode punctuation, and every ASCII character that is neither a letter,
    /// a digit, nor a space (which takes in symbols such as `$`).
    var isBertPunctuation: Bool {
        switch value {
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        case ..<0x80: false
        case 0x166D, 0x111C9: true
        default:
            switch properties.generalCategory {
            case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
                .initialPunctuation, .finalPunctuation, .otherPunctuation:
                isKnown(toUnicode: 8)
            default: false
            }
        }
    }

    /// Is a word of its own because its script has no spaces: the CJK ideographs. (Japanese kana,
    /// Korean and Thai are not among them.)
    var isCJKIdeograph: Bool {
        switch value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F,
            0x2B740...0x2B81F, 0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
            true
        default: false
        }
    }

    /// Is what BERT's normaliser takes for an accent: a non-spacing mark.
    var isBertAccent: Bool {
        switch value {
        case ..<0x300: false
        case 0x1734, 0x1171E: true
        case 0x1885, 0x1886, 0xA9BD, 0x111C9: false
        default: properties.generalCategory == .nonspacingMark && isKnown(toUnicode: 8)
        }
    }

    /// Is a mark of any kind, for the normaliser `StripAccents`.
    var isCombiningMark: Bool {
        switch value {
        case ..<0x300: false
        case 0x1CF2, 0x1CF3: true
        case 0x111C9: false
        default: isMark && isKnown(toUnicode: 9)
        }
    }

    private var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// Belongs to a word for a regular expression: `\w`.
    var isWordCharacter: Bool {
        if value < 0x80 {
            return 0x30...0x39 ~= value || 0x41...0x5A ~= value || 0x61...0x7A ~= value
                || value == 0x5F
        }
        let properties = properties
        let belongs =
            switch properties.generalCategory {
            case .decimalNumber, .connectorPunctuation: true
            default: properties.isAlphabetic || isMark || properties.isJoinControl
            }
        return belongs && isKnown(toUnicode: 16)
    }

    /// The kinds of characters that byte-level tokenizers tell apart.
    enum Kind {
        case letter, number, space, other
    }

    /// The kind of character for the regular expression of byte-level tokenizers.
    var byteLevelKind: Kind {
        switch value {
        case 0x41...0x5A, 0x61...0x7A: .letter
        case 0x30...0x39: .number
        case ..<0x80: isBertWhitespace ? .space : .other
        default:
            switch properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                .otherLetter:
                isKnown(toUnicode: 16) ? .letter : .other
            case .decimalNumber, .letterNumber, .otherNumber:
                isKnown(toUnicode: 16) ? .number : .other
            default: properties.isWhitespace ? .space : .other
            }
        }
    }

    /// Whether this character was assigned in a version of Unicode.
    func isKnown(toUnicode major: Int) -> Bool {
        guard let age = properties.age else { return false }
        return (age.major, age.minor) <= (major, 0)
    }
}
