import Testing

@testable import Encoder

@Suite struct WordPieceTests {
    private let wordPiece = WordPiece(
        vocabulary: Vocabulary(tokens: [
            "[UNK]", "un", "##aff", "##able", "u", "##n", "unaff", "a", "##a", "é", "##é", "日",
            "##", "##x",
        ]), unknownID: 0)

    private func pieces(_ word: String) -> [Piece] {
        wordPiece(PreToken(NormalizedText(word).scalars[...]))
    }

    private func ids(_ word: String) -> [Int] { pieces(word).map(\.id) }

    @Test func takesTheLongestPieceFromTheLeft() {
        #expect(
            pieces("unaffable") == [.init(id: 6, scalars: 0..<5), .init(id: 3, scalars: 5..<9)])
        #expect(ids("un") == [1])
        #expect(ids("unn") == [1, 5])
        #expect(ids("u") == [4])
    }

    @Test func countsScalarsNotBytes() {
        #expect(pieces("éé") == [.init(id: 9, scalars: 0..<1), .init(id: 10, scalars: 1..<2)])
        #expect(pieces("日é") == [.init(id: 11, scalars: 0..<1), .init(id: 10, scalars: 1..<2)])
    }

    @Test func aWordWithAnUnknownPartIsUnknownAsAWhole() {
        #expect(pieces("unz") == [.init(id: 0, scalars: 0..<3)])
        #expect(pieces("zun") == [.init(id: 0, scalars: 0..<3)])
        // A piece that continues does not begin a word, nor the other way round.
        #expect(ids("able") == [0])
        #expect(ids("aé日") == [0])
    }

    @Test func thePrefixIsNotText() {
        #expect(ids("##") == [12])
        #expect(ids("##x") == [13], "the reference looks the text up as it stands")
        #expect(ids("a##x") == [0])
    }

    @Test func aVeryLongWordIsUnknown() {
        let longest = String(repeating: "a", count: 100)
        #expect(ids(longest) == [7] + Array(repeating: 8, count: 99))
        #expect(pieces(longest + "a") == [.init(id: 0, scalars: 0..<101)])
        #expect(ids(String(repeating: "é", count: 100)).count == 100)
    }

    @Test func piecesCoverTheWord() {
        var random = SeededGenerator(6)
        for _ in 0..<500 {
            let word = (0..<Int.random(in: 1...12, using: &random))
                .map { _ in ["u", "n", "a", "f", "é", "x", "#"].randomElement(using: &random) ?? ""
                }
                .joined()
            var end = 0
            for piece in pieces(word) {
                #expect(piece.scalars.lowerBound == end)
                #expect(!piece.scalars.isEmpty)
                end = piece.scalars.upperBound
            }
            #expect(end == word.unicodeScalars.count)
        }
    }
}
