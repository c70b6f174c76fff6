import Testing

@testable import Files

@Suite struct PrintableTextTests {
    @Test func nothingThatATerminalObeysIsLeft() {
        #expect(
            "a\u{1B}[31mb\r\n\u{9B}c\u{7F}".printable
                == "a\u{FFFD}[31mb\u{FFFD}\u{FFFD}\u{FFFD}c\u{FFFD}")
        #expect("Ба́нк – 银行 🏦".printable == "Ба́нк – 银行 🏦")
    }
}
