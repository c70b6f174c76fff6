import Mustache

/// Makes any text harmless inside an element or a quoted attribute of an HTML page.
///
/// Works on UTF-8 bytes. Escaping by `Character` would miss a quote that is followed by a
/// combining mark, because the two are one character, yet the browser sees the quote.
///
/// Every `{{value}}` of every template passes through here and there is no way around it:
/// templates with unescaped tags are refused when they load (`PageTemplates`), and whatever needs
/// markup, such as the marks in a sentence, is spelled out in a template. What stands inside a
/// `script` or `style` element has an escaping of its own, which only the templates of this package
/// that hold such an element have (`JSONInScript`, `SourceInElement`).
package struct HTMLEscaping: MustacheContentType {
    package func escapeText(_ text: String) -> String { Self.escape(text) }

    /// Replaces `& < > " '`, shows control characters as pictures (`␀`), and replaces what
    /// neither HTML nor XML can hold with U+FFFD.
    static func escape(_ text: String) -> String {
        var text = text
        let isPlain = text.withUTF8 { bytes in
            bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F && !isSyntax($0) }
        }
        if isPlain { return text }

        var result: [UInt8] = []
        result.reserveCapacity(text.utf8.count + 32)
        text.withUTF8 { bytes in
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                index += 1
                switch byte {
                case UInt8(ascii: "&"): result += "&amp;".utf8
                case UInt8(ascii: "<"): result += "&lt;".utf8
                case UInt8(ascii: ">"): result += "&gt;".utf8
                case UInt8(ascii: "\""): result += "&quot;".utf8
                case UInt8(ascii: "'"): result += "&#39;".utf8
                case UInt8(ascii: "\t"), UInt8(ascii: "\n"): result.append(byte)
                // U+2400 + c is the picture of control character c; U+2421 that of DEL.
                case 0..<0x20: result += [0xE2, 0x90, 0x80 + byte]
                case 0x7F: result += "\u{2421}".utf8
                case 0xC2 where bytes[index] < 0xA0:
                    // The C1 controls, U+0080 to U+009F.
                    result += "\u{FFFD}".utf8
                    index += 1
                case 0xEF where bytes[index] == 0xBF && bytes[index + 1] >= 0xBE:
                    // U+FFFE and U+FFFF.
                    result += "\u{FFFD}".utf8
                    index += 2
                default: result.append(byte)
                }
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isSyntax(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
            UInt8(ascii: "'"):
            true
        default: false
        }
    }

    /// A relative path as a URL: every byte but unreserved ones and `/` as `%XX`.
    package static func url(path: String) -> String {
        var result = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}

/// Makes JSON harmless inside a `script` element, where a browser decodes no entities: what could end
/// the element or begin a comment becomes `\u003C` and the like, which JSON reads as the same text.
///
/// In JSON these characters can only be part of strings.
package struct JSONInScript: MustacheContentType {
    package func escapeText(_ text: String) -> String { Self.escape(text) }

    package static func escape(_ json: String) -> String {
        String(decoding: escape(Array(json.utf8)), as: UTF8.self)
    }

    /// - Parameter json: UTF-8.
    package static func escape(_ json: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(json.count)
        var rest = json[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "<"): result += "\\u003C".utf8
            case UInt8(ascii: ">"): result += "\\u003E".utf8
            case UInt8(ascii: "&"): result += "\\u0026".utf8
            // U+2028 and U+2029, E2 80 A8 and A9: line ends in older scripts.
            case 0xE2 where rest.starts(with: [0x80, 0xA8]) || rest.starts(with: [0x80, 0xA9]):
                result += rest.dropFirst().first == 0xA8 ? "\\u2028".utf8 : "\\u2029".utf8
                rest = rest.dropFirst(2)
            // U+FFFE and U+FFFF, EF BF BE and BF: no part of HTML or XML.
            case 0xEF where rest.starts(with: [0xBF, 0xBE]) || rest.starts(with: [0xBF, 0xBF]):
                result += rest.dropFirst().first == 0xBE ? "\\uFFFE".utf8 : "\\uFFFF".utf8
                rest = rest.dropFirst(2)
            case 0x7F: result += "\\u007F".utf8
            default: result.append(byte)
            }
        }
        return result
    }
}

/// Makes a script or a style sheet harmless inside its element: it cannot end the element.
///
/// `</` and `<!--` get a backslash, which changes nothing in strings, patterns and comments, the only
/// places where either language has them.
struct SourceInElement: MustacheContentType {
    func escapeText(_ text: String) -> String { Self.escape(text) }

    static func escape(_ source: String) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(source.utf8.count)
        var previous: UInt8 = 0
        for byte in source.utf8 {
            let isMarkup = byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!")
            if previous == UInt8(ascii: "<"), isMarkup { result.append(UInt8(ascii: "\\")) }
            result.append(byte)
            previous = byte
        }
        return String(decoding: result, as: UTF8.self)
    }
}
