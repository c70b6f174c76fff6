import Testing

@testable import Encoder

@Suite struct PlainFormTests {
    private func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(PlainForm.scalars(text)))
    }

    @Test(
        arguments: [
            ("bank", "bank"), ("", ""), ("don’t", "don't"), ("rock‑n‑roll", "rock-n-roll"),
            ("ﬂoor", "floor"), ("Ｂank２", "Bank2"), ("so\u{AD}ft", "soft"), ("צה״ל", "צה\"ל"),
            ("\u{E9}", "e\u{301}"), ("—", "—"), ("ſ", "s"), ("나", "\u{1102}\u{1161}"),
        ])
    func signsBecomeThePlainOnes(_ text: String, _ expected: String) {
        #expect(
            Array(plain(text).unicodeScalars) == Array(expected.unicodeScalars), "\(plain(text))")
    }

    @Test func aPlainFormIsItsOwn() {
        for value in UInt32(0)..<0x3000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let once = plain("a\(scalar)b")
            #expect(Array(plain(once).unicodeScalars) == Array(once.unicodeScalars), "\(value)")
        }
    }
}
