import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct ScratchFileTests {
    @Test func whatWasWrittenIsReadAnywhere() throws {
        try withTemporaryDirectory { directory in
            let file = try ScratchFile(in: directory)
            try Array(0..<100).map(UInt8.init).withUnsafeBytes(file.append)
            try Array(100..<200).map(UInt8.init).withUnsafeBytes(file.append)
            var bytes = [UInt8](repeating: 0, count: 20)
            try bytes.withUnsafeMutableBytes { try file.read($0, at: 90) }
            #expect(bytes == Array(90..<110))
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == [])
            // Beyond its end.
            #expect(throws: OutputError.scratch(folder: directory, code: EIO)) {
                try bytes.withUnsafeMutableBytes { try file.read($0, at: 190) }
            }
        }
    }

    @Test func aFolderThatIsNotThereIsNamed() {
        #expect(throws: OutputError.scratch(folder: "/nowhere", code: ENOENT)) {
            try ScratchFile(in: "/nowhere")
        }
    }
}
