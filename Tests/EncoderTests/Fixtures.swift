import Foundation
// So that every file of these tests has what all tests share.
@_exported import TestSupport
import Testing

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

    /// The ids that the reference's arrays are of.
    static func sequences(_ name: String, count: Int) throws -> [TokenSequence] {
        let file = try SafetensorsFile(path: "\(directory)/\(name).safetensors")
        return try (0..<count).map { index in
            let entry = try #require(
                file.header.entries.first { $0.name == "\(index).input_ids" })
            let bytes = file.bytes(of: entry)
            return TokenSequence(
                ids: (0..<entry.elementCount).map {
                    Int(bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Int64.self))
                })
        }
    }

    /// The reference's arrays.
    static func tensors(_ name: String) throws -> [String: Tensor] {
        let file = try SafetensorsFile(path: "\(directory)/\(name).safetensors")
        var tensors: [String: Tensor] = [:]
        for entry in file.header.entries where entry.type == .float32 {
            tensors[entry.name] = try WeightTensor(file: file, entry: entry).tensor()
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

extension WeightTensor {
    /// A copy with the file's shape.
    func tensor() throws -> Tensor { Tensor(copying: try copied(), shape: entry.shape) }
}

/// The message of the error that `body` throws, with `directory` written as `DIR`.
func message(in directory: String = "", _ body: () throws -> some Any) -> String {
    do {
        return "no error, but \(try body())"
    } catch {
        return directory.isEmpty
            ? "\(error)" : "\(error)".replacingOccurrences(of: directory, with: "DIR")
    }
}

/// A safetensors file in the making.
struct TensorFileBuilder {
    private var entries: [String] = []
    private var data: [UInt8] = []

    mutating func add(_ name: String, _ type: ScalarType, _ shape: [Int], _ bytes: [UInt8]) {
        entries.append(
            "\"\(name)\":{\"dtype\":\"\(type.rawValue)\",\"shape\":\(shape),"
                + "\"data_offsets\":[\(data.count),\(data.count + bytes.count)]}")
        data += bytes
    }

    mutating func add(_ name: String, _ shape: [Int], _ scalars: [Float]) {
        add(name, .float32, shape, scalars.flatMap { littleEndian($0.bitPattern) })
    }

    /// The whole file.
    var bytes: [UInt8] { Self.file(header: "{" + entries.joined(separator: ",") + "}", data) }

    static func file(header: String, _ data: [UInt8]) -> [UInt8] {
        littleEndian(UInt64(header.utf8.count)) + Array(header.utf8) + data
    }
}

func littleEndian(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
}

func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
}

func write(_ text: String, to path: String) throws { try write(Array(text.utf8), to: path) }

extension SeededGenerator {
    mutating func floats(_ count: Int, in range: ClosedRange<Float> = -1...1) -> [Float] {
        (0..<count).map { _ in .random(in: range, using: &self) }
    }
}
