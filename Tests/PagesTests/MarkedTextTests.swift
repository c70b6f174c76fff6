import Testing

@testable import Pages

struct MarkedTextTests {
    private func marked(_ text: String, _ ranges: [Range<Int>]) -> String {
        MarkedText(text, marking: ranges).segments.map { $0.isMarked ? "[\($0.text)]" : $0.text }
            .joined()
    }

    @Test func marksAtBothEndsAndBetween() {
        #expect(marked("a b c", [2..<3]) == "a [b] c")
        #expect(marked("a b c", [0..<1, 4..<5]) == "[a] b [c]")
        #expect(marked("abc", [0..<3]) == "[abc]")
    }

    @Test func joinsWhatTouchesInAnyOrder() {
        #expect(marked("embankment", [6..<10, 0..<2, 2..<6]) == "[embankment]")
        #expect(marked("abcdef", [1..<4, 2..<3]) == "a[bcd]ef")
    }

    @Test func withoutRangesNothingIsMarked() {
        #expect(marked("abc", []) == "abc")
        #expect(marked("abc", [1..<1]) == "abc")
        #expect(MarkedText("", marking: []).segments.isEmpty)
    }

    @Test func countsUnicodeScalars() {
        #expect(marked("e\u{301} 🏦 x", [3..<4]) == "e\u{301} [🏦] x")
    }
}
