import Encoder

/// The word that a list is read for, as it is compared with what the list names.
///
/// Capitals and blanks around a word do not count, and signs that look alike are the same.
struct SoughtWord {
    let text: String
    private let plain: String
    private let forms: Set<String>

    init(_ text: String, forms: [String] = []) {
        self.text = text
        plain = Self.plain(text)
        self.forms = Set(forms.map(Self.plain))
    }

    /// Whether a word of a list is this one, or one of its other forms.
    func isForm(_ word: String) -> Bool {
        let word = Self.plain(word)
        return word == plain || forms.contains(word)
    }

    /// Whether a lemma is this word.
    ///
    /// Data sets write a part of speech behind it (`attack_nn`), which counts only where the word has one too, and
    /// underscores for the blanks between words.
    func isLemma(_ lemma: String) -> Bool {
        let lemma = Self.plain(lemma)
        if lemma == plain { return true }
        if let end = lemma.lastIndex(of: "_"), end > lemma.startIndex,
            Self.tags.contains(String(lemma[lemma.index(after: end)...])),
            Self.spaced(String(lemma[..<end])) == Self.spaced(plain)
        {
            return true
        }
        return Self.spaced(lemma) == Self.spaced(plain)
    }

    /// Parts of speech as tag sets and dictionaries write them.
    private static let tags: Set = [
        "n", "v", "a", "s", "r", "nn", "nns", "nnp", "np", "vb", "vv", "jj", "rb", "noun", "verb",
        "adj", "adja", "adv", "propn",
    ]

    private static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(PlainForm.scalars(ListNames.plain(text))))
    }

    private static func spaced(_ text: String) -> String { text.replacing("_", with: " ") }
}
