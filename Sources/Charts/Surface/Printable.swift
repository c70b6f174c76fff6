/// Text from anywhere made fit for a figure.
enum Printable {
    /// More than this never fits a figure, and setting it would take long.
    static let longestLine = 240
    private static let longestParagraph = 1200

    /// Text for one line: control characters become the symbols that stand for them (␊ for a line
    /// feed), so that a label that consists of one is not an empty label.
    static func line(_ text: String, limit: Int = longestLine) -> String {
        replacing(text, limit: limit) { $0 }
    }

    /// Text for several lines: line feeds become line separators, tabs spaces.
    ///
    /// Pango counts lines by paragraph, and a line feed would begin a new one, with lines of its
    /// own.
    static func paragraph(_ text: String) -> String {
        replacing(text, limit: longestParagraph) { scalar in
            switch scalar {
            case "\r": nil
            case "\t": " "
            case "\n": "\u{2028}"
            default: scalar
            }
        } keeping: {
            $0 == "\u{2028}"
        }
    }

    private static func replacing(
        _ text: String, limit: Int, map: (Unicode.Scalar) -> Unicode.Scalar?,
        keeping: (Unicode.Scalar) -> Bool = { _ in false }
    ) -> String {
        if text.utf8.count <= limit, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
            return text
        }
        var result = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            if count == limit {
                result.append("…")
                break
            }
            count += 1
            guard let scalar = map(scalar) else { continue }
            result.append(keeping(scalar) ? scalar : symbol(scalar))
        }
        return String(result)
    }

    /// The visible stand-in for a control character, and every other character as it is.
    private static func symbol(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}"
        case 0x7F: "\u{2421}"
        case 0x80...0x9F, 0x2028, 0x2029: "\u{FFFD}"
        default: scalar
        }
    }
}
