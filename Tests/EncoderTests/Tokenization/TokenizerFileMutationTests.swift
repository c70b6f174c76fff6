import Foundation
import TestSupport
import Testing

@testable import Encoder

/// Damaged files: a `TokenizerError` or a tokenizer that works, never a trap, never endless.
@Suite struct TokenizerFileMutationTests {
    private static let texts = ["The bank of the river.", "é銀 \0 [MASK] <mask>ß'll  x", ""]

    /// Loads a file; what loads must tokenise.
    /// - Returns: whether it loaded.
    @discardableResult
    private func tryToLoad(_ json: some Collection<UInt8>, in directory: String) throws -> Bool {
        let path = directory + "/tokenizer.json"
        try Data(json).write(to: URL(fileURLWithPath: path))
        do {
            let tokenizer = try Tokenizer(file: path, maximumTokenCount: 16)
            for text in Self.texts {
                let sequence = tokenizer.encode(text)
                #expect(sequence.ids.allSatisfy { 0..<tokenizer.vocabulary.count ~= $0 })
                #expect(sequence.offsets.allSatisfy { $0.upperBound <= text.unicodeScalars.count })
            }
            return true
        } catch is TokenizerError {
            return false
        }
    }

    private static var files: [[UInt8]] {
        get throws {
            let pipelines = try ["mpnet", "added", "nfkc", "strip"].map { name in
                Array(
                    try Data(
                        contentsOf: URL(
                            fileURLWithPath: "\(Fixtures.directory)/pipelines/\(name).json")))
            }
            return pipelines + [Array(TokenizerFileTests.wordPiece.utf8)]
        }
    }

    @Test func truncatedFiles() throws {
        try Fixtures.withTemporaryDirectory { directory in
            for file in try Self.files {
                let whole = file.lastIndex(of: UInt8(ascii: "}")) ?? 0
                for length in stride(from: 0, to: whole, by: 19) {
                    let loaded = try tryToLoad(file[..<length], in: directory)
                    #expect(!loaded)
                }
            }
        }
    }

    @Test func changedBytes() throws {
        var numbers = SeededGenerator(3)
        let signs = Array("{}[]\",:0129-eE.\\u truefalsn\u{0}\u{7F}".utf8) + [0xC3, 0xFF]
        try Fixtures.withTemporaryDirectory { directory in
            for file in try Self.files {
                for _ in 0..<150 {
                    var changed = file
                    for _ in 0..<Int.random(in: 1...3, using: &numbers) {
                        let index = Int.random(in: changed.indices, using: &numbers)
                        let sign = signs.randomElement(using: &numbers) ?? 0
                        switch Int.random(in: 0..<4, using: &numbers) {
                        case 0: changed.remove(at: index)
                        case 1: changed.insert(sign, at: index)
                        case 2: changed[index] = UInt8.random(in: 0...255, using: &numbers)
                        default: changed[index] = sign
                        }
                    }
                    try tryToLoad(changed, in: directory)
                }
            }
        }
    }

    /// Values of one member put in the place of another's.
    @Test func exchangedValues() throws {
        var numbers = SeededGenerator(5)
        let values = [
            "null", "true", "-1", "0", "5", "99999999999999999999", "1e999", "\"\"", "\"a\"",
            "\"\\u0000\"",
            "[]", "[[]]", "{}", "{\"type\":\"Sequence\"}", "{\"String\":\"\"}",
            "9223372036854775807",
        ]
        try Fixtures.withTemporaryDirectory { directory in
            for file in try Self.files {
                let starts = file.indices.filter { file[$0] == UInt8(ascii: ":") }
                for start in starts {
                    let end =
                        file[start...].firstIndex { [0x2C, 0x7D].contains($0) } ?? file.endIndex
                    let value = values.randomElement(using: &numbers) ?? ""
                    try tryToLoad(file[...start] + Array(value.utf8) + file[end...], in: directory)
                }
            }
        }
    }

    @Test func hugeWordLengths() throws {
        let json = TokenizerFileTests.wordPiece.replacingOccurrences(
            of: "\"max_input_chars_per_word\": 100",
            with: "\"max_input_chars_per_word\": \(Int.max)")
        try Fixtures.withTemporaryDirectory { directory in
            let loaded = try tryToLoad(json.utf8, in: directory)
            #expect(loaded)
            let tokenizer = try Tokenizer(file: directory + "/tokenizer.json")
            let long = String(repeating: "é", count: 10_000)
            #expect(tokenizer.encode(long).ids == [1, 0, 2])
        }
    }

    @Test func deepStages() throws {
        let open = String(repeating: #"{"type":"Sequence","normalizers":["#, count: 5000)
        let json = #"{"normalizer":"# + open
        let files: [[UInt8]] = [
            Array(json.utf8), Array(repeating: UInt8(ascii: "["), count: 1_000_000), [],
            [0xEF, 0xBB, 0xBF] + TokenizerFileTests.wordPiece.utf8,
        ]
        try Fixtures.withTemporaryDirectory { directory in
            for file in files {
                let loaded = try tryToLoad(file, in: directory)
                #expect(!loaded)
            }
        }
    }

    @Test func aFolderInThePlaceOfTheFile() throws {
        try Fixtures.withTemporaryDirectory { directory in
            let path = directory + "/tokenizer.json"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            #expect(throws: SystemError(path: path, operation: "read", code: EISDIR)) {
                try Tokenizer(directory: directory)
            }
        }
    }
}
