import Testing

@testable import Encoder

@Suite struct BertPreTokenizerTests {
    private func words(_ text: String) -> [Word] {
        BertPreTokenizer()(NormalizedText(text)).map(\.word)
    }

    @Test(
        arguments: [
            ("", []), ("   ", []), ("bank", ["bank"]), ("  the  bank ", ["the", "bank"]),
            ("bank.", ["bank", "."]), ("...", [".", ".", "."]),
            ("well-known", ["well", "-", "known"]),
            ("$5", ["$", "5"]), ("a_b^c", ["a", "_", "b", "^", "c"]), ("«é»", ["«", "é", "»"]),
            ("a、b", ["a", "、", "b"]), ("a\u{2003}b\u{2028}c", ["a", "b", "c"]), ("€5", ["€5"]),
            ("it's", ["it", "'", "s"]),
        ] as [(String, [String])])
    func splitsAtSpaceAndPunctuation(_ text: String, _ expected: [String]) {
        #expect(words(text).map(\.text) == expected)
    }

    @Test func rangesCoverTheWords() {
        let text = "The bank, é 🌊!"
        let scalars = Array(text.unicodeScalars)
        for word in words(text) {
            #expect(scalars[word.range].map { String($0) }.joined() == word.text)
        }
        #expect(words(text).map(\.range) == [0..<3, 4..<8, 8..<9, 10..<11, 12..<13, 13..<14])
    }
}
