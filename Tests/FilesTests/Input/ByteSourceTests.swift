import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct ByteSourceTests {
    @Test func aPipeHasNoFraction() throws {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/list"
            #expect(mkfifo(path, 0o600) == 0)
            // Both ends, so that neither waits for the other.
            let descriptor = open(path, O_RDWR)
            defer { close(descriptor) }
            let list = try ByteSource(path: path)
            let bytes = Array("row\n".utf8)
            #expect(write(descriptor, bytes, bytes.count) == bytes.count)
            #expect(try list.read() == bytes)
            #expect(list.fraction(unread: 0) == nil)
        }
    }

    /// A pipe that nobody writes to: neither its beginning nor more of it ever comes.
    @Test func theWaitForAPipeCanBeBrokenOff() throws {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/list"
            #expect(mkfifo(path, 0o600) == 0)
            let list = try ByteSource(path: path, isCancelled: { true })
            #expect(try list.read().isEmpty)
            let descriptor = open(path, O_RDWR)
            defer { close(descriptor) }
            let bytes = Array("row\n".utf8)
            #expect(write(descriptor, bytes, bytes.count) == bytes.count)
            // Who has been told that it ended gets no more.
            #expect(try list.read().isEmpty)
        }
    }
}
