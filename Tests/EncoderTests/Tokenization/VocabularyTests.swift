import Foundation
import Testing

@testable import Encoder

@Suite struct VocabularyTests {
    private func vocabulary(_ bytes: [UInt8]) throws -> Vocabulary {
        try Fixtures.withTemporaryDirectory { directory in
            try write(bytes, to: directory + "/vocab.txt")
            return try Vocabulary(contentsOf: directory + "/vocab.txt")
        }
    }

    private func tokens(_ vocabulary: Vocabulary) -> [[UInt8]] {
        (0..<vocabulary.count).map { Array(vocabulary[$0].utf8) }
    }

    @Test func idsAndTokensAreInverse() {
        let words = (0..<5000).map { "word\($0 &* 7919 % 5003)" }
        let vocabulary = Vocabulary(tokens: words)
        #expect(vocabulary.count == 5000)
        for (id, word) in words.enumerated() {
            #expect(vocabulary.id(of: word) == id)
            #expect(vocabulary[id] == word)
        }
        #expect(vocabulary.id(of: "word") == nil)
        #expect(vocabulary.id(of: "") == nil)
    }

    @Test func composedAndDecomposedLettersDiffer() throws {
        let vocabulary = Vocabulary(tokens: ["\u{E9}", "e\u{301}", "e"])
        #expect(vocabulary.id(of: "\u{E9}") == 0)
        #expect(vocabulary.id(of: "e\u{301}") == 1)
        #expect(tokens(vocabulary).map(\.count) == [2, 3, 1])
        #expect(Vocabulary(tokens: ["\u{E9}"]).id(of: "e\u{301}") == nil)
    }

    @Test func oneTokenALine() throws {
        for text in ["a\nb\nc\n", "a\nb\nc", "a\r\nb\r\nc\r\n", "a\r\nb\nc"] {
            let found = try vocabulary(Array(text.utf8))
            #expect(tokens(found) == [[0x61], [0x62], [0x63]], "\(text.debugDescription)")
        }
    }

    @Test func linesCountAsTheyStand() throws {
        // An empty line has an id too: what follows must not move up.
        let found = try vocabulary(Array("a\n\nb \n\u{0}\nc\0d\n".utf8))
        #expect(found.count == 5)
        #expect(found.id(of: "") == 1)
        #expect(found.id(of: "b ") == 2)
        #expect(found.id(of: "b") == nil)
        #expect(found.id(of: "\0") == 3)
        #expect(found.id(of: "c\0d") == 4)
        #expect(found.id(of: "c") == nil)
    }

    @Test func theLastOfTwoEqualTokensCounts() {
        let vocabulary = Vocabulary(tokens: ["a", "b", "a"])
        #expect(vocabulary.count == 3)
        #expect(vocabulary.id(of: "a") == 2)
        #expect(vocabulary[0] == "a")
        #expect(vocabulary[2] == "a")
    }

    @Test func noTokens() {
        let vocabulary = Vocabulary(tokens: [])
        #expect(vocabulary.count == 0)
        #expect(vocabulary.id(of: "") == nil)
        #expect(vocabulary.id(of: "a") == nil)
    }

    @Test func damagedFilesAreRefused() throws {
        try Fixtures.withTemporaryDirectory { directory in
            let path = directory + "/vocab.txt"
            func problem(_ bytes: [UInt8]) throws -> String {
                try write(bytes, to: path)
                return message(in: directory) { try Vocabulary(contentsOf: path) }
            }
            let empty = "DIR/vocab.txt: expected one token a line, found an empty file"
            let found = [
                try problem([]), try problem([0x61, 0x0A, 0xFF]), try problem([0xC3, 0x0A, 0xA9]),
            ]
            #expect(found[0] == empty)
            #expect(found[1] == "DIR/vocab.txt: the file is not UTF-8")
            #expect(found[2] == "DIR/vocab.txt: the file is not UTF-8")
        }
        #expect(
            message { try Vocabulary(contentsOf: "/none/vocab.txt") }
                == "/none/vocab.txt: no such file; a model folder holds config.json, model.safetensors and the tokenizer: "
                + "tokenizer.json, or vocab.txt, vocab.json with merges.txt, or SentencePiece's .model file"
        )
    }
}
