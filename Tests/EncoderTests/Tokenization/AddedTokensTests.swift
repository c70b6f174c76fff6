import Testing

@testable import Encoder

@Suite struct AddedTokensTests {
    private func parts(_ tokens: [AddedToken], _ text: String) throws -> [String] {
        try AddedTokens(tokens).split(NormalizedText(text).scalars[...]).map { part in
            (part.tokenID.map { "\($0)=" } ?? "") + part.text
        }
    }

    @Test func findsTheLeftmostLongest() throws {
        let tokens = [
            AddedToken(content: "ab", id: 1), AddedToken(content: "abc", id: 2),
            AddedToken(content: "bcd", id: 3),
        ]
        #expect(try parts(tokens, "xabcdab") == ["x", "2=abc", "d", "1=ab"])
        #expect(try parts(tokens, "bcd") == ["3=bcd"])
        #expect(try parts(tokens, "") == [])
        #expect(try parts([], "ab") == ["ab"])
    }

    @Test func singleWordsAreNotPartsOfWords() throws {
        let tokens = [AddedToken(content: "at", id: 1, isSingleWord: true)]
        #expect(try parts(tokens, "cat at-at at_") == ["cat ", "1=at", "-", "1=at", " at_"])
        #expect(try parts(tokens, "at") == ["1=at"])
    }

    @Test func takesWhiteSpaceAlong() throws {
        let left = [AddedToken(content: "<m>", id: 1, stripsLeft: true)]
        #expect(try parts(left, "a \t<m> b <m><m>") == ["a", "1= \t<m>", " b", "1= <m>", "1=<m>"])
        let right = [AddedToken(content: "<m>", id: 1, stripsRight: true)]
        #expect(try parts(right, "a <m> \u{3000}<m>b") == ["a ", "1=<m> \u{3000}", "1=<m>", "b"])
    }

    /// Composed and decomposed spellings are different texts.
    @Test func comparesScalars() throws {
        #expect(try parts([AddedToken(content: "é", id: 1)], "e\u{301}é") == ["e\u{301}", "1=é"])
    }

    @Test func normalizedTokensAreNormalised() throws {
        let normalizer = Normalizer.lowercase
        let tokens = try AddedTokens(
            [AddedToken(content: "[X]", id: 1, isNormalized: true)], normalizer: normalizer)
        #expect(tokens.split(NormalizedText("[x][X]").scalars[...]).map(\.tokenID) == [1, nil])
    }

    @Test func refusesTokensThatCannotBeTold() {
        #expect {
            try AddedTokens([AddedToken(content: "", id: 1)])
        } throws: {
            ($0 as? AddedTokens.Failure)?.problem == "the added token \"\" is empty once normalised"
        }
        #expect {
            try AddedTokens(
                [
                    AddedToken(content: "A", id: 1, isNormalized: true),
                    AddedToken(content: "a", id: 2, isNormalized: true),
                ], normalizer: .lowercase)
        } throws: {
            ($0 as? AddedTokens.Failure)?.problem
                == "the added token \"a\" is the same as another one once normalised"
        }
    }
}
