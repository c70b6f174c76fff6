import Files
import ReportTestSupport
import Testing

@testable import Lists

@Suite struct DetokenizerTests {
    @Test(
        arguments: [
            ("I do n't know , she said .", "I don't know, she said."),
            ("The bank 's door ( old ) was n't open !", "The bank's door (old) wasn't open!"),
            ("`` We 've won , '' he said .", "\"We've won,\" he said."),
            ("A -LRB- small -RRB- bank", "A (small) bank"),
            ("well @-@ known , 1 @,@ 000", "well-known, 1,000"),
            ("say \" no \" and ' yes ' .", "say \"no\" and 'yes'."),
            ("It don ’t cost $ 5 .", "It don’t cost $5."),
            ("plain text stays.", "plain text stays."), ("  a  b  ", "  a  b  "), ("", ""),
            (" , ", " , "), ("n't", "n't"), ("a\u{3000}。", "a。"),
        ])
    func joinsWhatWasSplit(_ text: String, _ expected: String) {
        #expect(Detokenizer(text).text == expected)
    }

    private func slice(_ text: String, _ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(Array(text.unicodeScalars)[range]))
    }

    @Test(
        arguments: [
            ("I do n't know the bank .", 18..<22, "bank"), ("( bank )", 2..<6, "bank"),
            ("`` bank ''", 3..<7, "bank"), ("I do n't", 2..<4, "don't"),
            ("I do n't", 2..<8, "don't"),
            ("the bank 's", 4..<8, "bank"), ("a @-@ b", 2..<5, "-"), ("-LRB- a", 0..<5, "("),
        ])
    func rangesFollow(_ text: String, _ range: Range<Int>, _ expected: String) throws {
        let joined = Detokenizer(text)
        let found = try #require(joined.range(range))
        #expect(slice(joined.text, found) == expected)
    }

    @Test func aRangeOfNothingIsNone() {
        let joined = Detokenizer("a , b")
        #expect(joined.range(1..<2) == nil)
        #expect(joined.range(3..<9) == nil)
        #expect(joined.range(2..<2) == nil)
    }

    /// Every token keeps its letters and its order.
    @Test func nothingButWhiteSpaceIsLost() {
        let text = "He said : `` It 's n't mine ; ( or is it ? ) '' , did n't he ?"
        let joined = Detokenizer(text)
        #expect(
            joined.text.filter { !$0.isWhitespace }
                == text.replacing("``", with: "\"").replacing("''", with: "\"")
                .filter { !$0.isWhitespace })
    }

    @Test func listsFollowTheirPlaces() throws {
        var options = ListOptions()
        options.joinsTokens = true
        let text =
            "word,sentence1,sentence2,range1,token2\n"
            + "bank,\"I do n't like the bank .\",( The bank ),18-22,2\n"
        let list = try readList(text.utf8, options: options)
        let pair = try list.rows[0].pair()
        #expect(pair.sentence1 == "I don't like the bank." && pair.ranges1 == [17..<21])
        #expect(pair.sentence2 == "(The bank)" && pair.ranges2 == [5..<9])
        #expect(list.warnings == [])
        // Without it the text is as given.
        #expect(try readList(text.utf8).rows[0].sentence1 == "I do n't like the bank .")
    }
}
