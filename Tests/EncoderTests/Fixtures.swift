import Foundation

@testable import Encoder

/// The reference data beside the tests, and the model that `make model` gets.
enum Fixtures {
    static let directory =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures"
    static let miniLM =
        URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .path + "/Models/all-MiniLM-L6-v2"

    /// A sentence with the reference tokenizer's answer.
    struct Sentence: Decodable {
        var text: String
        var tokens: [String]
        var ids: [Int]
        var offsets: [[Int]]
        var wordIndices: [Int?]

        enum CodingKeys: String, CodingKey {
            case text, tokens, ids, offsets
            case wordIndices = "word_ids"
        }
    }

    /// The cosine of two sentences' words by layer.
    struct Similarity: Decodable {
        var cosine: [Double]
    }

    struct Expectation: Decodable {
        var sentences: [Sentence]
        var similarities: [Similarity]?
    }

    static func expectation(_ name: String) throws -> Expectation {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name).json"))
        return try JSONDecoder().decode(Expectation.self, from: data)
    }

    /// One JSON object a line.
    static func cases<Case: Decodable>(_ name: String, as type: Case.Type) throws -> [Case] {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name).jsonl"))
        return try data.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(Case.self, from: $0)
        }
    }

    /// The reference's arrays.
    static func tensors(_ name: String) throws -> [String: Tensor] {
        let file = try SafetensorsFile(path: "\(directory)/\(name).safetensors")
        var tensors: [String: Tensor] = [:]
        for entry in file.header.entries where entry.type == .float32 {
            let buffer = WeightTensor(file: file, entry: entry).copied()
            tensors[entry.name] = Tensor(copying: buffer, shape: entry.shape)
        }
        return tensors
    }

    /// A fresh folder that is removed afterwards.
    static func withTemporaryDirectory<R>(_ body: (String) throws -> R) throws -> R {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        return try body(url.path)
    }

    /// A copy of a fixture's model folder that a test may spoil.
    static func withCopy<R>(of model: String, _ body: (String) throws -> R) throws -> R {
        try withTemporaryDirectory { directory in
            let copy = directory + "/model"
            try FileManager.default.copyItem(atPath: "\(Self.directory)/\(model)", toPath: copy)
            return try body(copy)
        }
    }
}
