import ReportTestSupport
import Testing

@testable import Lists

@Suite struct WordPlaceTests {
    private func ranges(_ text: String, _ sentence: String) throws -> [Range<Int>] {
        try WordPlace.ranges(text, in: sentence, column: "range1")
    }

    private func problem(_ text: String, _ sentence: String) -> String {
        do {
            _ = try ranges(text, sentence)
            return "none"
        } catch { return "\(error)" }
    }

    @Test func countsCharactersUnitsBytesAndTokens() throws {
        let sentence = "😀 é, bank!"
        #expect(try ranges("5-9", sentence) == [5..<9])
        #expect(try ranges("5:9", sentence) == [5..<9])
        #expect(try ranges("5.0-9.0", sentence) == [5..<9])
        #expect(try ranges("utf16 6-10", sentence) == [5..<9])
        #expect(try ranges("bytes 9-13", sentence) == [5..<9])
        #expect(try ranges("token 2", sentence) == [5..<9])
        #expect(try ranges("0-1,5-9", sentence) == [0..<1, 5..<9])
        #expect(try ranges("utf16 0-2, 6-10", sentence) == [0..<1, 5..<9])
    }

    @Test func whatIsNoPlaceIsNamed() {
        #expect(
            problem("token 3", "a b.")
                == "range1: the sentence has 2 words between white space; there is no word 3 (they "
                + "count from 0)")
        #expect(
            problem("bytes 1-3", "😀é")
                == "range1: 1 to 3 is not a place between characters of the sentence, which has "
                + "6 bytes"
        )
        for text in ["", "4", "4-", "8-4", "-1-4", "4-8,", "token x", "words 1-2"] {
            #expect(problem(text, "a bank").hasPrefix("range1: expected "), "\(text)")
        }
    }

    @Test func anotherUnitIsNamedWhereItFits() throws {
        let rows = try readList(
            ("word,sentence1,sentence2,range1\nbank,😀 é bank,A bank.,5-9\n"
                + "bank,😀 é bank,A bank.,8-12\nbank,😀 é bank,A bank.,4-8\n"
                + "bank,The bank.,A bank.,5-9\nbank,é riverbank,A bank.,7-11\n").utf8
        ).rows
        #expect(
            rows.map(\.unitHint) == [
                "; in UTF-16 units it is \"bank\": see --places utf16",
                "; in bytes it is \"bank\": see --places bytes", "", "", "",
            ])
    }

    @Test func everyColumnThatSaysAPlaceIsUsed() throws {
        let list = try readList(
            ("word,sentence1,sentence2,start1,end1,token2\nbank,A bank.,The (bank).,2.0,6.0,1\n"
                + "bank,A bank.,The bank.,,,\n").replacing(",", with: ";").utf8)
        #expect(list.problem == nil && list.warnings == [])
        #expect(try list.rows[0].pair().ranges1 == [2..<6])
        #expect(try list.rows[0].pair().ranges2 == [5..<9])
        #expect(try list.rows[1].pair().ranges1 == [])
    }

    @Test func marksSayThePlaceWithoutAColumn() throws {
        let text =
            "sentence1,sentence2\nA **bank** here.,She [TGT] turned [/TGT] it [TGT]off[/TGT].\n"
        let list = try readList(text.utf8)
        #expect(list.problem == nil)
        let pair = try list.rows[0].pair()
        #expect(pair.sentence1 == "A bank here." && pair.ranges1 == [2..<6])
        #expect(pair.sentence2 == "She  turned  it off." && pair.ranges2 == [5..<11, 16..<19])
        #expect(pair.word1 == "bank" && pair.word2 == "turned off")
    }

    @Test(arguments: [
        ("At the <b>bank,</b> there.", "bank"), ("<b> (banks)! </b>", "banks"),
        ("In the <b>U.S.</b> now", "U.S."), ("<b>!</b>", "!"), ("<b>don't.</b>", "don't"),
        ("<b>turned </b> it <b>off.</b>", "turned off"), ("The <b>bank...\"</b>", "bank"),
        ("<b>J. R. R.</b>", "J. R. R."),
    ])
    func punctuationInsideMarksIsNoPartOfTheWord(_ sentence: String, _ word: String) throws {
        let found = try #require(WordMarks(before: "<b>", after: "</b>").remove(from: sentence))
        #expect(found.word == word)
        let plain = sentence.replacing("<b>", with: "").replacing("</b>", with: "")
        #expect(found.text == plain)
    }

    @Test func aSentenceWithoutItsMarkFailsByThatReason() throws {
        let list = try readList(
            "sentence1,sentence2\nA **bank**.,No mark.\nNo **mark.,A **bank**.\nA **bank**.,b\n"
                .utf8)
        let problems = list.rows.map { row -> String in
            do {
                _ = try row.pair()
                return "none"
            } catch { return "\(error)" }
        }
        #expect(
            problems
                == ["range2", "range1", "range2"].map {
                    "\($0): no word is marked in the sentence, or a mark has no other half"
                })
    }

    /// Dictionaries write the vowels of Arabic, and texts do not.
    @Test func vowelSignsAreNoOtherWord() throws {
        let list = try readList(
            ("word,sentence1,sentence2,range1,range2\nفَوضَى,هذه فوضى,هذا كتاب,4-8,4-8\n").utf8)
        #expect(list.warnings.count == 1)
        #expect(list.warnings.first?.contains("range2 says 4-8, where \"كتاب\"") == true)
    }

    @Test func aPlaceThatDoesNotFitIsToldWithBoth() throws {
        let list = try readList(
            ("word,sentence1,sentence2,range1\nbank,It is today.,A bank.,6-11\n"
                + "bank,The banks.,A bank.,4-9\n").utf8)
        #expect(list.warnings.count == 1)
        #expect(
            list.warnings[0].hasSuffix(
                ": range1 says 6-11, where \"today\" stands, and the word is \"bank\"; the place counts"
            ))
    }
}
