/// A word as it is compared with others: signs that look alike are one.
///
/// Typographic apostrophes and hyphens become those of ASCII, ligatures and full-width letters the plain ones (Unicode
/// Standard Annex 15, NFKD), and signs that nobody sees, such as soft hyphens, are left out. Only the search compares
/// words like this; the model reads the sentence as it is.
package enum PlainForm {
    package static func scalars(_ text: String) -> [Unicode.Scalar] {
        let scalars = Array(text.unicodeScalars)
        guard scalars.contains(where: { !$0.isASCII || $0 == "`" }) else { return scalars }
        var plain = NormalizedText(scalars.compactMap(plain))
        // Decomposed, because tokenizers may part a letter from its accent.
        NormalForm.nfkd(&plain)
        return plain.scalars.compactMap { self.plain($0.scalar) }
    }

    /// Whether nothing of a text is seen.
    static func isInvisible(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
        scalars.allSatisfy { plain($0) == nil }
    }

    /// - Returns: `nil` for a sign that nobody sees.
    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar {
        // Quotation marks, modifier letters, prime, grave and acute accents, Hebrew geresh.
        case "\u{2018}", "\u{2019}", "\u{201B}", "\u{02BB}", "\u{02BC}", "\u{2032}", "`", "\u{B4}",
            "\u{05F3}":
            "'"
        // Hyphens, figure and en dash, minus, Hebrew maqaf.
        case "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2212}", "\u{05BE}": "-"
        case "\u{05F4}": "\""
        // Soft hyphen, zero-width space, word joiner, byte-order mark.
        case "\u{AD}", "\u{200B}", "\u{2060}", "\u{FEFF}": nil
        default: scalar
        }
    }
}
