import Foundation
import Testing

@testable import Encoder

/// What tokens come of these files, `TokenizerFolderTests` compares with the reference.
@Suite struct SentencePieceFileTests {
    private static func bytes(_ family: String, _ name: String) throws -> [UInt8] {
        Array(
            try Data(
                contentsOf: URL(
                    fileURLWithPath: "\(Fixtures.directory)/tokenizer-folders/\(family)/\(name)")))
    }

    @Test func readsPiecesAndTheirTypes() throws {
        let file = try Self.bytes("albert", "spiece.model").withUnsafeBytes {
            try SentencePieceFile($0)
        }
        #expect(
            file.pieces.prefix(7).map(\.text)
                == ["<pad>", "<unk>", "[CLS]", "[SEP]", "[MASK]", "(", ")"])
        #expect(
            file.pieces.prefix(8).map(\.type)
                == [
                    .control, .unknown, .control, .control, .control, .userDefined, .userDefined,
                    .normal,
                ])
        #expect(file.unknownID == 1)
        #expect(file.pieces[7].score < 0)
        let map = try #require(file.characterMap)
        #expect(map.replacement(of: "Ａ".utf8) == ["A"])
    }

    /// A piece's message: its text, its score's bits, its type.
    private func piece(_ text: [UInt8], _ score: Float = 0, type: UInt8 = 1) -> [UInt8] {
        let body =
            [0x0A, UInt8(text.count)] + text + [0x15] + littleEndian(score.bitPattern) + [
                0x18, type,
            ]
        return [0x0A, UInt8(body.count)] + body
    }

    @Test func namesWhatIsWrong() throws {
        for (bytes, problem) in [
            ([], "it has no pieces"), (piece([0xFF]), "the piece 0 is not UTF-8"),
            (
                piece([0x61], .nan),
                "the piece 0 has the score nan; expected a number"
            ),
            (piece([0x61], type: 9), "the piece 0 has the type 9; expected 1 to 6"),
            (
                piece([0x61]) + [0x1A, 4, 0x12, 2, 0xFF, 0xFF],
                "the normaliser's map of characters is damaged"
            ),
            (piece([0x61]).dropLast(), "a field of 10 bytes at byte 2, where only 9 are left"),
        ] as [([UInt8], String)] {
            try Fixtures.withTemporaryDirectory { directory in
                try write(bytes, to: directory + "/spm.model")
                #expect(
                    message(in: directory) {
                        try SentencePieceFile(contentsOf: directory + "/spm.model")
                    } == "DIR/spm.model: not a SentencePiece model: " + problem)
            }
        }
    }

    /// A model of one piece lacks the unknown one that the class demands.
    @Test func refusesTooFewPieces() throws {
        try Fixtures.withTemporaryDirectory { directory in
            try write(#"{"model_type": "albert"}"#, to: directory + "/config.json")
            try write(piece([0x61]), to: directory + "/spiece.model")
            #expect(
                message(in: directory) { try Tokenizer(directory: directory) }
                    == "DIR/spiece.model: the unknown token has the id 1, but the vocabulary has 1 tokens"
            )
        }
    }

    /// Damaged files: an error, or a tokenizer that works.
    @Test(arguments: ["albert", "camembert", "deberta-v2", "xlm-roberta"])
    func changedBytes(family: String) throws {
        var random = SeededGenerator(5)
        try Fixtures.withCopy(of: "tokenizer-folders/\(family)") { directory in
            let names = try FileManager.default.contentsOfDirectory(atPath: directory)
            let name = try #require(names.first { $0.hasSuffix(".model") })
            let whole = try Self.bytes(family, name)
            var loaded = 0
            for round in 0..<60 {
                var bytes = whole
                if round % 3 == 0 {
                    bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
                }
                for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                    // Sizes and types stand at the beginning and the end.
                    let place = Bool.random(using: &random) ? bytes.count : min(bytes.count, 64)
                    bytes[Int.random(in: 0..<place, using: &random)] = .random(
                        in: 0...255, using: &random)
                }
                try write(bytes, to: "\(directory)/\(name)")
                do {
                    let tokenizer = try Tokenizer(directory: directory, maximumTokenCount: 32)
                    let sequence = tokenizer.encode("The (bank) — Ａé <mask> 銀行")
                    #expect(sequence.ids.allSatisfy { 0..<tokenizer.vocabulary.count ~= $0 })
                    loaded += 1
                } catch is TokenizerError {}
            }
            #expect(loaded < 60)
        }
    }
}
