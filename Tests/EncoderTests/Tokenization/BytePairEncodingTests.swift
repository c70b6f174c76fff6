import Testing

@testable import Encoder

@Suite struct BytePairEncodingTests {
    private static let bytes = ByteAlphabet.characters.map { String($0) }

    private func model(
        _ merges: [(String, String)], more: [String] = [], whole: Bool = false
    ) throws -> BytePairEncoding {
        try BytePairEncoding(
            vocabulary: Vocabulary(tokens: Self.bytes + merges.map { $0 + $1 } + more),
            merges: merges, takesWholeWords: whole)
    }

    private func cut(_ model: BytePairEncoding, _ word: String) -> [String] {
        model(PreToken(NormalizedText(word).scalars[...])).map { model.vocabulary[$0.id] }
    }

    @Test func joinsThePairThatWasLearntFirst() throws {
        let model = try model([("a", "n"), ("b", "an"), ("n", "a"), ("an", "an")])
        #expect(cut(model, "banana") == ["ban", "an", "a"])
        #expect(
            cut(try self.model([("a", "n"), ("an", "a"), ("b", "an")]), "banana") == ["ban", "ana"])
        #expect(cut(model, "") == [])
    }

    @Test func ofEqualPairsTheLeftmostIsFirst() throws {
        #expect(cut(try model([("a", "a")]), "aaaaa") == ["aa", "aa", "a"])
    }

    @Test func aPartOfACharacterCoversIt() throws {
        let model = try model([("Ã", "©")])
        let word = PreToken(NormalizedText("aé銀").scalars[...])
        #expect(model(word).map(\.scalars) == [0..<1, 1..<2, 2..<3, 2..<3, 2..<3])
    }

    @Test func wholeWordsMayComeFirst() throws {
        #expect(cut(try model([("a", "b")], more: ["abc"], whole: true), "abc") == ["abc"])
        #expect(cut(try model([("a", "b")], more: ["abc"]), "abc") == ["ab", "c"])
    }

    @Test func longWordsTakeNoLongerPerByte() throws {
        let model = try model([("a", "a"), ("aa", "aa")])
        #expect(cut(model, String(repeating: "a", count: 20_000)).count == 5_000)
    }

    @Test func refusesAVocabularyWithoutAllBytes() {
        #expect {
            try BytePairEncoding(
                vocabulary: Vocabulary(tokens: Self.bytes.filter { $0 != "Ġ" }), merges: [])
        } throws: {
            ($0 as? BytePairEncoding.Failure)?.problem
                == "the vocabulary lacks \"Ġ\", the byte 32; only byte-level vocabularies with all "
                + "bytes are supported"
        }
    }

    @Test func refusesMergesOfUnknownTokens() {
        #expect {
            try BytePairEncoding(vocabulary: Vocabulary(tokens: Self.bytes), merges: [("a", "b")])
        } throws: {
            ($0 as? BytePairEncoding.Failure)?.problem
                == "the merge of \"a\" and \"b\" needs the token \"ab\", which is not in the vocabulary"
        }
    }

    @Test func theQueueSorts() {
        var queue = MergeQueue()
        var numbers = SystemRandomNumberGenerator()
        let ranks = (0..<500).map { _ in Int.random(in: 0..<50, using: &numbers) }
        for (place, rank) in ranks.enumerated() {
            queue.insert(.init(rank: rank, place: place, id: 0))
        }
        var found: [[Int]] = []
        while let next = queue.popFirst() { found.append([next.rank, next.place]) }
        #expect(
            found
                == ranks.enumerated().map { [$1, $0] }.sorted { $0.lexicographicallyPrecedes($1) })
    }
}
