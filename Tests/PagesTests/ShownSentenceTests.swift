import Testing

@testable import Pages

@Suite struct ShownSentenceTests {
    @Test func marksTheWord() {
        let shown = ShownSentence("The bank is calm.", mark: [4, 8])
        #expect(shown.segments.map(\.text) == ["The ", "bank", " is calm."])
        #expect(shown.segments.map(\.isMarked) == [false, true, false])
        #expect(!shown.isCutBefore && !shown.isCutAfter)
    }

    @Test func aMarkThatDoesNotFitMarksNothing() {
        for mark in [[4], [8, 4], [-1, 3], [4, 400], []] {
            #expect(ShownSentence("The bank.", mark: mark).segments.map(\.isMarked) == [false])
        }
    }

    @Test(arguments: [0, 500, 990])
    func aLongSentenceIsCutAroundTheWord(_ start: Int) {
        let text =
            String(repeating: "é", count: start) + "bank"
            + String(repeating: "é", count: 990 - start)
        let shown = ShownSentence(text, mark: [start, start + 4])
        #expect(shown.segments.first { $0.isMarked }?.text == "bank")
        #expect(shown.isCutBefore == (start > 200))
        #expect(shown.isCutAfter == (start < 700))
        #expect(shown.segments.map(\.text).joined().unicodeScalars.count == 200)
    }
}
