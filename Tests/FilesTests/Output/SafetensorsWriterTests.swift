import Encoder
import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct SafetensorsWriterTests {
    private let tensor = Tensor(shape: [2, 3], scalars: [1, 2, 3, 4, 5, .nan])

    @Test func writesWhatTheReaderReads() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/x.safetensors"
            let writer = try SafetensorsWriter(path: path)
            try writer.append("0.ids", [7, -1])
            try writer.append("a \"quoted\" näme", try #require(tensor))
            try writer.append("none", [])
            try writer.finish()
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: directory) == ["x.safetensors"])
            let header = try SafetensorsFile(path: path).header
            #expect(header.entries.map(\.name) == ["0.ids", "a \"quoted\" näme", "none"])
            #expect(header.entries.map(\.shape) == [[2], [2, 3], [0]])
            #expect(header.entries.map(\.type) == [.int64, .float32, .int64])
            #expect(header.entries[0].bytes.lowerBound % 8 == 0)
            let data = try Data(contentsOf: URL(fileURLWithPath: path))
            let bytes = Array(data[header.entries[1].bytes])
            #expect(bytes.prefix(8) == [0, 0, 128, 63, 0, 0, 0, 64])
        }
    }

    @Test func nothingIsAValidFileToo() throws {
        try withTemporaryDirectory { directory in
            let writer = try SafetensorsWriter(path: directory + "/x")
            try writer.finish()
            #expect(try SafetensorsFile(path: directory + "/x").header.entries.isEmpty)
        }
    }

    @Test func longTablesGoToSeveralFiles() throws {
        try withTemporaryDirectory { directory in
            let writer = try SafetensorsWriter(path: directory + "/x.safetensors", headerLimit: 200)
            for index in 0..<7 { try writer.append("array \(index)", [index]) }
            try writer.finish()
            let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
            let count = names.count - 1
            #expect(count > 1)
            #expect(names.last == "x.safetensors.index.json")
            #expect(names[0] == "x-00001-of-0000\(count).safetensors")
            struct Index: Decodable {
                let weights: [String: String]
                enum CodingKeys: String, CodingKey { case weights = "weight_map" }
            }
            let index = try JSONDecoder().decode(
                Index.self,
                from: Data(contentsOf: URL(fileURLWithPath: directory + "/" + names[count])))
            #expect(index.weights.count == 7)
            for (array, file) in index.weights {
                let header = try SafetensorsFile(path: directory + "/" + file).header
                #expect(header.entries.contains { $0.name == array })
            }
        }
    }

    @Test func discardingLeavesNothing() throws {
        try withTemporaryDirectory { directory in
            let writer = try SafetensorsWriter(path: directory + "/x", headerLimit: 100)
            for index in 0..<5 { try writer.append("\(index)", [index]) }
            writer.discard()
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory).isEmpty)
        }
    }

    @Test func anUnwritablePlaceIsFoundAtOnce() {
        #expect(throws: OutputError.cannotCreate(path: "/no/folder/x", code: ENOENT)) {
            try SafetensorsWriter(path: "/no/folder/x")
        }
    }
}
