extension String {
    /// The text on one line as a terminal may show it, whatever it quotes: no line breaks, and nothing
    /// that a terminal obeys. Each control character becomes U+FFFD.
    package var printable: String {
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            let isControl = scalar.properties.generalCategory == .control
            scalars.append(isControl ? "\u{FFFD}" : scalar)
        }
        return String(scalars)
    }
}
