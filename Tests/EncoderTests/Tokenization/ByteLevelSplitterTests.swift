import Testing

@testable import Encoder

@Suite struct ByteLevelSplitterTests {
    private func split(_ text: String, prefix: Bool = false, splits: Bool = true) -> [String] {
        ByteLevelSplitter(addsPrefixSpace: prefix, splits: splits)
            .split(NormalizedText(text).scalars[...]).map(\.text)
    }

    @Test(arguments: [
        ("Hello my friend, how?", ["Hello", " my", " friend", ",", " how", "?"]),
        (
            "it's we'll I'd they're 've 'x",
            ["it", "'s", " we", "'ll", " I", "'d", " they", "'re", " '", "ve", " '", "x"]
        ),
        ("it'S", ["it", "'", "S"]),
        ("a  b", ["a", " ", " b"]),
        ("a \n b", ["a", " \n", " b"]),
        ("a\tb", ["a", "\t", "b"]),
        ("a\t\tb", ["a", "\t", "\t", "b"]),
        ("  ", ["  "]),
        ("a  ", ["a", "  "]),
        ("R2D2 42", ["R", "2", "D", "2", " 42"]),
        ("x½ ²a", ["x", "½", " ²", "a"]),
        ("'", ["'"]),
        ("", []),
    ])
    func splitsAsTheExpressionDoes(_ text: String, _ expected: [String]) {
        #expect(split(text) == expected)
    }

    @Test func thePrefixComesFromTheFirstCharacter() {
        #expect(split("bank", prefix: true) == [" bank"])
        #expect(split(" bank", prefix: true) == [" bank"])
        #expect(split("\tbank", prefix: true) == [" ", "\t", "bank"])
        let word = ByteLevelSplitter(addsPrefixSpace: true).split(NormalizedText("ab").scalars[...])
        #expect(word[0].origins == [0..<1, 0..<1, 1..<2])
        #expect(word[0].word == Word(text: "ab", range: 0..<2))
    }

    @Test func mayLeaveTheTextWhole() {
        #expect(split("a b, c", splits: false) == ["a b, c"])
    }

    /// The words together are the text, whatever it is.
    @Test func losesNothing() {
        var numbers = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let text = String(
                (0..<12).map { _ in " \t'stvre1.é\u{301}".randomElement(using: &numbers)! })
            #expect(split(text).joined() == text)
        }
    }

    @Test func theAlphabetIsOneToOne() {
        #expect(Set(ByteAlphabet.characters).count == 256)
        #expect(ByteAlphabet.characters[0x20] == ByteAlphabet.space)
        #expect(ByteAlphabet.characters[0] == "Ā")
        #expect(ByteAlphabet.characters[0xAD] == "\u{143}")
    }
}
