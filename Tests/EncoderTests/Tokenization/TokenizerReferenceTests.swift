import Foundation
import Testing

@testable import Encoder

/// Every stage together, compared with the reference's fast tokenizers.
@Suite struct TokenizerReferenceTests {
    struct Case: Decodable {
        var group: String
        var text: String
        var tokens: [String]
        var ids: [Int]
        var offsets: [[Int]]
        var wordIDs: [Int?]
        /// Where the text was cut.
        var maxLength: Int?

        enum CodingKeys: String, CodingKey {
            case group, text, tokens, ids, offsets
            case wordIDs = "word_ids"
            case maxLength = "max_length"
        }
    }

    /// - Parameter make: the tokenizer of a group for a largest number of tokens.
    private func compare(
        _ name: String, atLeast count: Int, _ make: (String, Int) throws -> Tokenizer
    ) throws {
        let cases = try Fixtures.cases(name, as: Case.self)
        #expect(cases.count >= count)
        var tokenizers: [String: Tokenizer] = [:]
        for expected in cases {
            let limit = expected.maxLength ?? 1_000_000
            let key = "\(expected.group) \(limit)"
            let tokenizer = try tokenizers[key] ?? make(expected.group, limit)
            tokenizers[key] = tokenizer
            let found = tokenizer.encode(expected.text)
            let text = expected.text.unicodeScalars
                .map { String($0.value, radix: 16) }.joined(separator: " ")
            let comment = Comment(rawValue: "\(expected.group): \(text)")
            #expect(found.ids == expected.ids, comment)
            // Swift calls composed and decomposed tokens equal.
            #expect(
                found.tokens.map { Array($0.utf8) } == expected.tokens.map { Array($0.utf8) },
                comment)
            #expect(
                found.offsets.map { [$0.lowerBound, $0.upperBound] } == expected.offsets, comment)
            #expect(found.wordIndices == expected.wordIDs, comment)
        }
    }

    @Test func uncased() throws {
        try compare("tokenizer-uncased", atLeast: 1000) { _, limit in
            try Tokenizer(directory: Fixtures.miniLM, maximumTokenCount: limit)
        }
    }

    /// Vocabularies with both the one file and the older pair of files.
    @Test(arguments: [("cased", 1000), ("multilingual", 400)], ["tokenizer.json", "vocab.txt"])
    func wordPiece(_ vocabulary: (name: String, count: Int), file: String) throws {
        try Fixtures.withCopy(of: "wordpiece-\(vocabulary.name)") { directory in
            if file == "vocab.txt" {
                try FileManager.default.removeItem(atPath: directory + "/tokenizer.json")
            }
            try compare("tokenizer-\(vocabulary.name)", atLeast: vocabulary.count) { _, limit in
                try Tokenizer(directory: directory, maximumTokenCount: limit)
            }
        }
    }

    @Test func byteLevel() throws {
        try compare("tokenizer-byte-level", atLeast: 500) { _, limit in
            try Tokenizer(directory: Fixtures.directory + "/byte-level", maximumTokenCount: limit)
        }
    }

    /// Other stages, mpnet's and electra's layouts, and added tokens of every kind.
    @Test func otherPipelines() throws {
        try Fixtures.withTemporaryDirectory { directory in
            try compare("tokenizer-pipelines", atLeast: 2000) { name, limit in
                let path = "\(directory)/\(name).json"
                if !FileManager.default.fileExists(atPath: path) {
                    try pipeline(name).write(to: URL(fileURLWithPath: path))
                }
                return try Tokenizer(file: path, maximumTokenCount: limit)
            }
        }
    }

    /// SentencePiece's stages: the layouts of XLM-RoBERTa, ALBERT and DeBERTa, and other switches.
    @Test func unigramAndItsRelations() throws {
        try Fixtures.withTemporaryDirectory { directory in
            try compare("tokenizer-unigram", atLeast: 2000) { name, limit in
                let path = "\(directory)/\(name).json"
                if !FileManager.default.fileExists(atPath: path) {
                    let map = try String(
                        contentsOfFile: Fixtures.directory + "/unigram/map.txt", encoding: .utf8)
                    let file = try text(of: "unigram/\(name)")
                        .replacingOccurrences(of: "\"MAP\"", with: "\"\(map.dropLast())\"")
                        .replacingOccurrences(
                            of: "\"model\":null", with: "\"model\":" + text(of: "unigram/model"))
                    try file.write(toFile: path, atomically: true, encoding: .utf8)
                }
                return try Tokenizer(file: path, maximumTokenCount: limit)
            }
        }
    }

    /// A pipeline's file; where it has no vocabulary, that of the byte-level tokenizer is put in.
    private func pipeline(_ name: String) throws -> Data {
        let file = try text(of: "pipelines/\(name)")
        let byteLevel = try text(of: "byte-level/tokenizer")
        let start = try #require(byteLevel.range(of: "\"vocab\":"))
        let end = try #require(byteLevel.range(of: "]}}"))
        let tokens = byteLevel[start.lowerBound..<end.upperBound].dropLast(2)
        return Data(
            file.replacingOccurrences(of: "\"vocab\":null,\"merges\":null", with: tokens).utf8)
    }

    private func text(of name: String) throws -> String {
        try String(contentsOfFile: "\(Fixtures.directory)/\(name).json", encoding: .utf8)
    }
}
