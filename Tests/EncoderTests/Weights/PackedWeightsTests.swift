import Foundation
import TestSupport
import Testing

@testable import Encoder

@Suite struct PackedWeightsTests {
    private let texts = ["The bank of the river was calm.", "money"]

    private func write(_ model: EncoderModel, source: String, _ path: String) throws {
        var data = Data()
        try PackedWeights.write(model, source: source) { data.append(contentsOf: $0) }
        try data.write(to: URL(fileURLWithPath: path))
    }

    private func model(_ name: String, _ kept: PackedWeights?) throws -> EncoderModel {
        try EncoderModel(
            directory: "\(Fixtures.directory)/\(name)", threadCount: 2, precision: .float32,
            kept: kept)
    }

    @Test(arguments: [
        "albert-tiny", "bert-tiny", "bert-f16-gamma", "bert-bf16-sharded", "camembert-sharded",
        "deberta-tiny", "deberta-v2-conv", "distilbert-tiny", "electra-tiny", "modernbert-tiny",
        "mpnet-tiny", "roformer-tiny", "xlm-roberta-xl-tiny",
    ])
    func aModelFromTheFileGivesTheSameBits(_ name: String) throws {
        try withTemporaryDirectory { folder in
            let packing = try model(name, nil)
            let path = folder + "/packed.safetensors"
            try write(packing, source: name, path)
            let reading = try model(name, #require(PackedWeights(path: path, source: name)))
            #expect(packing.packedByteCount > 0)
            #expect(reading.packedByteCount == 0)
            for (one, other) in zip(try packing.encode(texts), try reading.encode(texts)) {
                #expect(one.hiddenStates == other.hiddenStates)
                #expect(one.attentions == other.attentions)
            }
        }
    }

    @Test func theHeadIsInTheFileOfAModelThatHasLoadedIt() throws {
        try withTemporaryDirectory { folder in
            let path = folder + "/packed.safetensors"
            let packing = try model("distilbert-tiny", nil)
            let layers = packing.packedByteCount
            let head = try #require(try packing.maskedLMHead())
            #expect(packing.packedByteCount > layers)
            try write(packing, source: "x", path)
            let reading = try model(
                "distilbert-tiny", #require(PackedWeights(path: path, source: "x")))
            let same = try #require(try reading.maskedLMHead())
            #expect(reading.packedByteCount == 0)
            let states = [(0..<64).map { Float($0) / 64 }]
            #expect(try head.logits(states) == same.logits(states))
        }
    }

    @Test func onlyAWholeFileOfTheSameSourceCounts() throws {
        try withTemporaryDirectory { folder in
            let path = folder + "/packed.safetensors"
            #expect(PackedWeights(path: path, source: "x") == nil)
            try write(model("bert-tiny", nil), source: "x", path)
            #expect(PackedWeights(path: path, source: "x") != nil)
            #expect(PackedWeights(path: path, source: "y") == nil)
            #expect(PackedWeights(path: folder, source: "x") == nil)

            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            for count in [0, 7, 100, bytes.count - 1] {
                try bytes.prefix(count).write(to: URL(fileURLWithPath: path))
                #expect(PackedWeights(path: path, source: "x") == nil)
            }
            // Of another layout.
            var changed = bytes
            let place = try #require(changed.range(of: Data("panels/1".utf8)))
            changed[place.upperBound - 1] = UInt8(ascii: "0")
            try changed.write(to: URL(fileURLWithPath: path))
            #expect(PackedWeights(path: path, source: "x") == nil)
        }
    }

    @Test func whatIsNotInTheFileIsPacked() throws {
        try withTemporaryDirectory { folder in
            let path = folder + "/packed.safetensors"
            let small = try model("bert-tiny", nil)
            try write(small, source: "x", path)
            // A model of other sizes with some of the same names.
            let kept = try #require(PackedWeights(path: path, source: "x"))
            let other = try model("bert-f16-gamma", kept)
            let plain = try model("bert-f16-gamma", nil)
            #expect(try other.encode(texts)[0].hiddenStates == plain.encode(texts)[0].hiddenStates)
        }
    }

    @Test func aFileThatChangesItsSizeIsNoticed() throws {
        try withTemporaryDirectory { folder in
            let path = folder + "/packed.safetensors"
            try write(model("bert-tiny", nil), source: "x", path)
            let reading = try model("bert-tiny", PackedWeights(path: path, source: "x"))
            let file = try #require(FileHandle(forWritingAtPath: path))
            try file.seekToEnd()
            try file.write(contentsOf: Data([0]))
            #expect(throws: SafetensorsError.self) { try reading.encode(texts) }
        }
    }
}
