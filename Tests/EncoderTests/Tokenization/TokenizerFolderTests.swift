import Foundation
import Testing

@testable import Encoder

/// Folders as versions 4 and 5 of transformers write them, and as people change them, compared with
/// `AutoTokenizer` of version 5.
@Suite struct TokenizerFolderTests {
    struct Document: Decodable, Sendable {
        var texts: [String]
        var cases: [Case]
    }

    struct Case: Decodable, Sendable {
        var name: String
        var folder: String
        /// Files that are written over, or left out.
        var files: [String: String?]
        /// The ids of the first texts.
        var ids: [[Int]]
        var offsets: [[Int]]?
        var wordIDs: [[Int?]]?
        /// Whether version 4 makes other ids.
        var differs: Bool?

        enum CodingKeys: String, CodingKey {
            case name, folder, files, ids, offsets, differs
            case wordIDs = "word_ids"
        }
    }

    static let document = Result {
        try JSONDecoder().decode(
            Document.self,
            from: Data(
                contentsOf: URL(fileURLWithPath: Fixtures.directory + "/tokenizer-folders.json")))
    }

    /// The tokenizer of a case's folder.
    private func tokenizer(_ expected: Case) throws -> Tokenizer {
        try Fixtures.withCopy(of: "tokenizer-folders/\(expected.folder)") { directory in
            for (name, content) in expected.files {
                let path = directory + "/" + name
                if let content {
                    try write(content, to: path)
                } else {
                    try FileManager.default.removeItem(atPath: path)
                }
            }
            return try Tokenizer(directory: directory, maximumTokenCount: 1_000_000)
        }
    }

    @Test func makesTheIDsOfTransformers5() throws {
        let document = try Self.document.get()
        #expect(document.texts.count >= 500)
        #expect(document.cases.count >= 50)
        for expected in document.cases {
            let tokenizer = try tokenizer(expected)
            for (index, ids) in expected.ids.enumerated() {
                let text = document.texts[index]
                let found = tokenizer.encode(text)
                let comment = Comment(rawValue: "\(expected.name): \(text)")
                #expect(found.ids == ids, comment)
                guard let offsets = expected.offsets, let wordIDs = expected.wordIDs else {
                    continue
                }
                #expect(
                    found.offsets.flatMap { [$0.lowerBound, $0.upperBound] } == offsets[index],
                    comment)
                #expect(found.wordIndices == wordIDs[index], comment)
            }
        }
    }

    /// Every kind of file without a `tokenizer.json` is compared on all texts, places and words included.
    @Test func comparesEveryFamilyOnAllTexts() throws {
        let document = try Self.document.get()
        let whole = document.cases.filter { $0.ids.count == document.texts.count }
        #expect(whole.count >= 8)
        #expect(whole.allSatisfy { $0.offsets != nil && $0.wordIDs != nil })
    }

    @Test func warnsWhereTheVersionsDiffer() throws {
        for expected in try Self.document.get().cases {
            guard let differs = expected.differs else { continue }
            let warnings = try tokenizer(expected).warnings
            #expect(
                warnings.contains { $0.contains("read this folder differently") } == differs,
                "\(expected.name): \(warnings)")
        }
    }
}
