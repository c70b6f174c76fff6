import Foundation
import Testing

@testable import Pages

struct HTMLEscapingTests {
    private func escaped(_ text: String, _ escaping: PageEscaping) -> String {
        // Behind what is there.
        var bytes = Array("x".utf8)
        escaping.append(text, to: &bytes)
        return String(decoding: bytes.dropFirst(), as: UTF8.self)
    }

    @Test(arguments: [
        ("plain text", "plain text"), ("&<>\"'", "&amp;&lt;&gt;&quot;&#39;"),
        ("\"\u{301}", "&quot;\u{301}"), ("<\u{338}", "&lt;\u{338}"), ("é 銀 🏦", "é 銀 🏦"),
        ("\t\n", "\t\n"), ("\u{0}\r\u{1B}\u{7F}", "\u{2400}\u{240D}\u{241B}\u{2421}"),
        ("\r\n", "\u{240D}\n"), ("\u{80}\u{9F}\u{A0}", "\u{FFFD}\u{FFFD}\u{A0}"),
        ("\u{FFFD}\u{FFFE}\u{FFFF}\u{FFEE}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFEE}"), ("", ""),
    ]) func escapes(_ text: String, _ expected: String) {
        #expect(Array(escaped(text, .html).utf8) == Array(expected.utf8))
    }

    @Test func encodesURLs() {
        #expect(HTMLEscaping.url(path: "figures/a-1_b.svg") == "figures/a-1_b.svg")
        #expect(HTMLEscaping.url(path: "a b?c#d%\"é:") == "a%20b%3Fc%23d%25%22%C3%A9%3A")
    }

    @Test func jsonCannotLeaveItsScript() throws {
        let text = "</script><!--\u{2028}\u{2029}&\u{FFFE}\u{7F}<\u{338} é"
        let json = String(decoding: try JSONEncoder().encode([text]), as: UTF8.self)
        let escaped = escaped(json, .jsonInScript)
        #expect(
            escaped.unicodeScalars.allSatisfy {
                !"<>&\u{2028}\u{2029}\u{FFFE}".unicodeScalars.contains($0)
            })
        let decoded = try JSONDecoder().decode([String].self, from: Data(escaped.utf8))
        #expect(Array(decoded[0].utf8) == Array(text.utf8))
    }

    @Test func sourceCannotLeaveItsElement() {
        #expect(SourceInElement.escape("'</style><!--' < / a") == "'<\\/style><\\!--' < / a")
    }
}
