import Testing

@testable import Charts

@Suite struct PrintableTests {
    @Test func controlCharactersBecomeSymbols() {
        #expect(Printable.line("a\nb\0\u{7F}\u{85}") == "a␊b␀␡\u{FFFD}")
        #expect(Printable.line("plain ##ing") == "plain ##ing")
        #expect(Printable.line("e\u{301}🙂") == "e\u{301}🙂")
    }

    @Test func paragraphsKeepTheirLines() {
        #expect(Printable.paragraph("a\r\nb\tc\u{1}") == "a\u{2028}b c␁")
    }

    @Test func endlessTextEnds() {
        let text = Printable.line(String(repeating: "x", count: 1_000_000))
        #expect(text.count == 241 && text.hasSuffix("…"))
    }
}
