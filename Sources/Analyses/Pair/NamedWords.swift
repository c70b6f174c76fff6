/// The words of a sentence that a finding may name.
struct NamedWords: Equatable {
    /// What can be said of them.
    enum Kind {
        /// A list of function words fits the sentence, and none of these is in it.
        case content
        /// All words: no list fits.
        case any
        /// All words, which are single Chinese characters to the model.
        case characters
        /// Both of them, as in Japanese.
        case wordsAndCharacters

        var singular: String {
            switch self {
            case .content: "content word"
            case .any: "word"
            case .characters: "character"
            case .wordsAndCharacters: "word or character"
            }
        }

        func all(in place: String) -> String {
            switch self {
            case .content: "the content words in \(place)"
            case .any: "all words in \(place), function words included"
            case .characters: "all characters in \(place)"
            case .wordsAndCharacters: "all words and characters in \(place)"
            }
        }
    }

    var kind: Kind
    /// In the order of the sentence.
    var groups: [WordGroup]
}

extension AnalyzedPair.Sentence {
    /// Content words where the sentence's language is known, else all of its words; in both cases without
    /// punctuation, tokens that the model adds or does not know, and the word under study.
    func namedWords() -> NamedWords {
        let special = isSpecial
        let words = wordGroups().filter { group in
            group.text.hasLetterOrDigit && !group.tokens.contains { special[$0] }
        }
        let list = FunctionWords.fitting(words.map(\.text))
        let target = Set(target)
        let word = word.lowercased()
        let named = words.filter { group in
            let isAside = group.tokens.contains { target.contains($0) || isUnknown($0) }
            return !isAside && group.text.lowercased() != word
                && !(list?.contains(group.text) ?? false)
        }
        return NamedWords(kind: list == nil ? Self.kind(of: words) : .content, groups: named)
    }

    private static func kind(of words: [WordGroup]) -> NamedWords.Kind {
        let characters = words.count { $0.text.isChineseCharacter }
        if characters == 0 { return .any }
        return characters == words.count ? .characters : .wordsAndCharacters
    }
}

extension String {
    /// False for punctuation, symbols and empty text.
    fileprivate var hasLetterOrDigit: Bool {
        unicodeScalars.contains { scalar in
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                .otherLetter, .decimalNumber, .letterNumber, .otherNumber:
                true
            default: false
            }
        }
    }

    fileprivate var isChineseCharacter: Bool {
        guard let first = unicodeScalars.first, unicodeScalars.count == 1 else { return false }
        return first.properties.isIdeographic
    }
}
