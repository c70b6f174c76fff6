/// How texts become part of a page.
enum PageEscaping: Sendable {
    /// Inside an element or a quoted attribute.
    case html
    /// JSON inside a `script` element.
    case jsonInScript
    /// A script or a style sheet inside its element.
    case sourceInElement

    func append(_ text: String, to bytes: inout [UInt8]) {
        switch self {
        case .html: HTMLEscaping.append(text, to: &bytes)
        case .jsonInScript: JSONInScript.append(text, to: &bytes)
        case .sourceInElement: SourceInElement.append(text, to: &bytes)
        }
    }
}

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
package enum HTMLEscaping {
    /// Replaces `& < > " '`, shows control characters as pictures (`␀`), and replaces what
    /// neither HTML nor XML can hold with U+FFFD.
    static func append(_ text: String, to result: inout [UInt8]) {
        var text = text
        text.withUTF8 { bytes in
            // What is written as it is, up to here.
            var start = 0
            var index = 0
            func replace(_ count: Int, by replacement: some Collection<UInt8>) {
                result.append(contentsOf: bytes[start..<index])
                result.append(contentsOf: replacement)
                index += count
                start = index
            }
            while index < bytes.count {
                switch bytes[index] {
                case UInt8(ascii: "&"): replace(1, by: "&amp;".utf8)
                case UInt8(ascii: "<"): replace(1, by: "&lt;".utf8)
                case UInt8(ascii: ">"): replace(1, by: "&gt;".utf8)
                case UInt8(ascii: "\""): replace(1, by: "&quot;".utf8)
                case UInt8(ascii: "'"): replace(1, by: "&#39;".utf8)
                case UInt8(ascii: "\t"), UInt8(ascii: "\n"): index += 1
                // U+2400 + c is the picture of control character c; U+2421 that of DEL.
                case 0..<0x20: replace(1, by: [0xE2, 0x90, 0x80 + bytes[index]])
                case 0x7F: replace(1, by: "\u{2421}".utf8)
                // The C1 controls, U+0080 to U+009F.
                case 0xC2 where bytes[index + 1] < 0xA0: replace(2, by: "\u{FFFD}".utf8)
                // U+FFFE and U+FFFF.
                case 0xEF where bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE:
                    replace(3, by: "\u{FFFD}".utf8)
                default: index += 1
                }
            }
            result.append(contentsOf: bytes[start...])
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
package enum JSONInScript {
    static func append(_ json: String, to result: inout [UInt8]) {
        var json = json
        json.withUTF8 { append($0, to: &result) }
    }

    /// - Parameter json: UTF-8 without faults.
    package static func append(_ json: [UInt8], to result: inout [UInt8]) {
        json.withUnsafeBufferPointer { append($0, to: &result) }
    }

    private static func append(
        _ bytes: UnsafeBufferPointer<UInt8>, to result: inout [UInt8]
    ) {
        var start = 0
        var index = 0
        func replace(_ count: Int, by replacement: String) {
            result.append(contentsOf: bytes[start..<index])
            result.append(contentsOf: replacement.utf8)
            index += count
            start = index
        }
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "<"): replace(1, by: "\\u003C")
            case UInt8(ascii: ">"): replace(1, by: "\\u003E")
            case UInt8(ascii: "&"): replace(1, by: "\\u0026")
            // U+2028 and U+2029, E2 80 A8 and A9: line ends in older scripts.
            case 0xE2 where bytes[index + 1] == 0x80 && bytes[index + 2] | 1 == 0xA9:
                replace(3, by: bytes[index + 2] == 0xA8 ? "\\u2028" : "\\u2029")
            // U+FFFE and U+FFFF, EF BF BE and BF: no part of HTML or XML.
            case 0xEF where bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE:
                replace(3, by: bytes[index + 2] == 0xBE ? "\\uFFFE" : "\\uFFFF")
            case 0x7F: replace(1, by: "\\u007F")
            default: index += 1
            }
        }
        result.append(contentsOf: bytes[start...])
    }
}

/// Makes a script or a style sheet harmless inside its element: it cannot end the element.
///
/// `</` and `<!--` get a backslash, which changes nothing in strings, patterns and comments, the only
/// places where either language has them.
enum SourceInElement {
    static func append(_ source: String, to result: inout [UInt8]) {
        var previous: UInt8 = 0
        for byte in source.utf8 {
            let isMarkup = byte == UInt8(ascii: "/") || byte == UInt8(ascii: "!")
            if previous == UInt8(ascii: "<"), isMarkup { result.append(UInt8(ascii: "\\")) }
            result.append(byte)
            previous = byte
        }
    }

    static func escape(_ source: String) -> String {
        var bytes: [UInt8] = []
        append(source, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
