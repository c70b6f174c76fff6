import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct GrowingFileTests {
    @Test func holdsAllPiecesInOrder() throws {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/a"
            let pieces = (0..<40).map { [UInt8](repeating: UInt8($0), count: 90_000) }
            try GrowingFile.write(path) { file in
                for piece in pieces { try file.append(piece) }
                #expect(FileManager.default.contents(atPath: path) == nil)
            }
            #expect(FileManager.default.contents(atPath: path) == Data(pieces.joined()))
            #expect(listing(directory) == ["a"])
        }
    }

    @Test func leavesWhatWasThereWhenItFails() throws {
        struct Failure: Error {}
        try withTemporaryDirectory { directory in
            let path = "\(directory)/a"
            try GrowingFile.write(path) { try $0.append([1]) }
            #expect(throws: Failure.self) {
                try GrowingFile.write(path) { file in
                    try file.append([UInt8](repeating: 2, count: 3 << 20))
                    throw Failure()
                }
            }
            #expect(FileManager.default.contents(atPath: path) == Data([1]))
            #expect(listing(directory) == ["a"])
        }
    }

    @Test func anEmptyFileIsAFile() throws {
        try withTemporaryDirectory { directory in
            try GrowingFile.write("\(directory)/a") { _ in }
            #expect(FileManager.default.contents(atPath: "\(directory)/a") == Data())
        }
    }
}
