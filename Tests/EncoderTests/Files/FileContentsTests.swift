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

    @Test func aMissingFileIsNil() throws {
        #expect(try fileContents(at: "/no/such/file") == nil)
        #expect(try fileContents(at: "") == nil)
        #expect(try fileContents(at: #filePath + "/below") == nil)
    }

    @Test(.timeLimit(.minutes(1))) func whatIsNoFileIsAnError() throws {
        try Fixtures.withTemporaryDirectory { directory in
            #expect(
                message(in: directory) { try fileContents(at: directory) }
                    == "cannot read DIR: Is a directory")
            let pipe = directory + "/pipe"
            try #require(mkfifo(pipe, 0o600) == 0)
            #expect(
                message(in: directory) { try fileContents(at: pipe) }
                    == "cannot read DIR/pipe: Operation not supported")
            let loop = directory + "/loop"
            try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: loop)
            #expect(
                message(in: directory) { try fileContents(at: loop) }
                    == "cannot open DIR/loop: Too many levels of symbolic links")
        }
    }
}
