import Foundation
import Testing

@testable import Encoder

@Suite struct SafetensorsFileTests {
    private let damaged = "; the file is damaged or is not a safetensors file: get it again"

    @Test func readsWhatWasWritten() throws {
        try Fixtures.withTemporaryDirectory { directory in
            var builder = TensorFileBuilder()
            builder.add("numbers", .uint8, [3], [1, 2, 3])
            builder.add("empty", .uint8, [0], [])
            builder.add("more", .uint8, [], [9])
            try write(builder.bytes, to: directory + "/t.safetensors")
            let file = try SafetensorsFile(path: directory + "/t.safetensors")
            #expect(file.path == directory + "/t.safetensors")
            let contents = Dictionary(
                uniqueKeysWithValues: file.header.entries.map {
                    ($0.name, Array(file.bytes(of: $0)))
                })
            #expect(contents == ["numbers": [1, 2, 3], "empty": [], "more": [9]])
            try file.checkUnchanged()
        }
    }

    @Test func releasedPagesAreReadAgain() throws {
        try Fixtures.withTemporaryDirectory { directory in
            let scalars = (0..<50_000).map { Float($0) }
            var builder = TensorFileBuilder()
            builder.add("x", [50_000], scalars)
            try write(builder.bytes, to: directory + "/t.safetensors")
            let file = try SafetensorsFile(path: directory + "/t.safetensors")
            let tensor = WeightTensor(file: file, entry: file.header.entries[0])
            for _ in 0..<2 {
                #expect(try tensor.tensor().scalars == scalars)
            }
        }
    }

    @Test func everyCutIsNoticed() throws {
        try Fixtures.withTemporaryDirectory { directory in
            var builder = TensorFileBuilder()
            builder.add("a", [2], [1, 2])
            let bytes = builder.bytes
            let path = directory + "/t.safetensors"
            for count in 0..<bytes.count {
                try write(Array(bytes[..<count]), to: path)
                #expect(throws: SafetensorsError.self) { try SafetensorsFile(path: path) }
            }
            try write(Array(bytes.dropLast()), to: path)
            #expect(
                message(in: directory) { try SafetensorsFile(path: path) }
                    == "DIR/t.safetensors: tensor \"a\" claims the bytes 0 to 8 of 7 bytes of data"
                    + damaged)
            try write([UInt8](), to: path)
            #expect(
                message(in: directory) { try SafetensorsFile(path: path) }
                    == "DIR/t.safetensors: the file has 0 bytes, fewer than the 8 of a header length"
                    + damaged)
        }
    }

    @Test func whatIsNoFileIsRefused() throws {
        try Fixtures.withTemporaryDirectory { directory in
            #expect(
                message(in: directory) { try SafetensorsFile(path: directory) }
                    == "DIR: not a regular file" + damaged)
            #expect(
                message(in: directory) { try SafetensorsFile(path: directory + "/none") }
                    == "cannot open DIR/none: No such file or directory; if it was removed or renamed "
                    + "in the meantime, run the command again")
            #expect(throws: SafetensorsError(path: "/dev/null", problem: "not a regular file")) {
                try SafetensorsFile(path: "/dev/null")
            }
        }
    }

    @Test(.timeLimit(.minutes(1))) func aNamedPipeIsRefusedAtOnce() throws {
        try Fixtures.withTemporaryDirectory { directory in
            let path = directory + "/pipe"
            try #require(mkfifo(path, 0o600) == 0)
            #expect(throws: SafetensorsError(path: path, problem: "not a regular file")) {
                try SafetensorsFile(path: path)
            }
        }
    }

    @Test(arguments: [-1, 1]) func noticesAnotherSize(_ change: Int) throws {
        try Fixtures.withTemporaryDirectory { directory in
            var builder = TensorFileBuilder()
            builder.add("a", [2], [1, 2])
            let path = directory + "/t.safetensors"
            try write(builder.bytes, to: path)
            let size = builder.bytes.count
            let file = try SafetensorsFile(path: path)
            truncate(path, size + change)
            #expect(
                throws: SafetensorsError(
                    path: path,
                    problem: "the file had \(size) bytes when it was opened and has "
                        + "\(size + change) now")
            ) { try file.checkUnchanged() }
        }
    }

    @Test func aFileReplacedByAnotherStaysReadable() throws {
        try Fixtures.withTemporaryDirectory { directory in
            var builder = TensorFileBuilder()
            builder.add("a", .uint8, [3], [1, 2, 3])
            let path = directory + "/t.safetensors"
            try write(builder.bytes, to: path)
            let file = try SafetensorsFile(path: path)
            try FileManager.default.removeItem(atPath: path)
            try file.checkUnchanged()
            #expect(Array(file.bytes(of: file.header.entries[0])) == [1, 2, 3])
        }
    }
}
