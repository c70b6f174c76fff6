import Testing

@testable import Encoder

@Suite struct NormalizedTextTests {
    @Test func eachScalarKnowsItsPlace() {
        let text = NormalizedText("ab".unicodeScalars, start: 5)
        #expect(text.string == "ab")
        #expect(text.scalars.map(\.origin) == [5..<6, 6..<7])
        #expect(NormalizedText("".unicodeScalars).scalars.isEmpty)
    }

    @Test func equalityIsScalarByScalar() {
        #expect(
            NormalizedText("\u{E9}".unicodeScalars) != NormalizedText("e\u{301}".unicodeScalars))
        #expect(NormalizedText("a".unicodeScalars) != NormalizedText("a".unicodeScalars, start: 1))
        #expect(NormalizedText("a".unicodeScalars) == NormalizedText("a".unicodeScalars))
        #expect(NormalizedText("a".unicodeScalars) != NormalizedText("ab".unicodeScalars))
    }
}
