import Foundation
import Testing

@testable import Encoder

@Suite struct FileContentsTests {
    @Test func readsTheWholeFile() throws {
        try Fixtures.withTemporaryDirectory { directory in
            for count in [0, 1, 100_000] {
                let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
                try write(bytes, to: directory + "/f")
                #expect(try fileContents(at: directory + "/f") == Data(bytes))
            }
        }
    }

    @Test func aFileComesInPieces() throws {
        try Fixtures.withTemporaryDirectory { directory in
            let bytes = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            try write(bytes, to: directory + "/f")
            let file = try OpenFile(directory + "/f")
            #expect(file.size == 600_000)
            var found: [UInt8] = []
            while let piece = try file.next() { found += piece }
            #expect(found == bytes)
            #expect(
                message(in: directory) { try OpenFile(directory + "/none") }
                    == "cannot open DIR/none: No such file or directory; if it was removed or renamed "
                    + "in the meantime, run the command again")
        }
    }

    @Test func aMissingFileIsNil() throws {
        #expect(try fileContents(at: "/no/such/file") == nil)
        #expect(try fileContents(at: "") == nil)
        #expect(try fileContents(at: #filePath + "/below") == nil)
    }

    @Test(.timeLimit(.minutes(1))) func whatIsNoFileIsAnError() throws {
        try Fixtures.withTemporaryDirectory { directory in
            #expect(
                message(in: directory) { try fileContents(at: directory) }
                    == "cannot read DIR: Is a directory; expected a regular file")
            let pipe = directory + "/pipe"
            try #require(mkfifo(pipe, 0o600) == 0)
            #expect(
                message(in: directory) { try fileContents(at: pipe) }
                    == "cannot read DIR/pipe: Operation not supported; expected a regular file")
            let loop = directory + "/loop"
            try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: loop)
            #expect(
                message(in: directory) { try fileContents(at: loop) }
                    == "cannot open DIR/loop: Too many levels of symbolic links; "
                    + "expected a regular file")
        }
    }
}
