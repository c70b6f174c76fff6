import Foundation
import TestSupport
import Testing

@testable import Files

struct TemporaryFileTests {
    /// `/dev/full` refuses every byte, as a full disk does.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func aFullDiskIsAFailedWrite() throws {
        let descriptor = open("/dev/full", O_WRONLY)
        let file = TemporaryFile(path: "/dev/full", target: "out/x", descriptor: descriptor)
        #expect(throws: OutputError.writeFailed(path: "out/x", code: ENOSPC)) {
            try file.write([1, 2, 3])
        }
    }

    @Test func standsBesideItsTargetUntilCommitted() throws {
        try withTemporaryDirectory { base in
            let file = try TemporaryFile(beside: base + "/page")
            try file.write([1])
            let name = try #require(listing(base).first)
            #expect(listing(base).count == 1)
            #expect(name.hasPrefix(".report-") && name.hasSuffix(".tmp"))
            try file.commit()
            file.discard()
            #expect(listing(base) == ["page"])
        }
    }
}
