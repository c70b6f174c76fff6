/// The character classes of BERT's tokenizer, as Hugging Face's `tokenizers` library draws them.
extension Unicode.Scalar {
    /// Separates words: Unicode white space.
    var isBertWhitespace: Bool { properties.isWhitespace }

    /// Is removed from the text: control, format and private-use characters, NUL and U+FFFD.
    var isBertRemoved: Bool {
        switch value {
        case 0x09, 0x0A, 0x0D: false
        case 0, 0xFFFD: true
        default:
            switch properties.generalCategory {
            case .control, .format, .privateUse: true
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
        default:
            switch properties.generalCategory {
            case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
                .initialPunctuation, .finalPunctuation, .otherPunctuation:
                true
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
}
