import Foundation
import Testing

@testable import Files

@Suite struct DescriptorWriterTests {
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func aFullDiskHasItsCode() {
        let descriptor = open("/dev/full", O_WRONLY)
        defer { close(descriptor) }
        #expect([1, 2].withUnsafeBytes { DescriptorWriter.write($0, to: descriptor) } == ENOSPC)
        #expect([UInt8]().withUnsafeBytes { DescriptorWriter.write($0, to: descriptor) } == 0)
    }

    /// More than a pipe holds, which does not wait by itself.
    @Test func waitsForAPipeThatIsFull() async throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let (reader, writer) = (ends[0], ends[1])
        #expect(fcntl(writer, F_SETFL, O_NONBLOCK) == 0)
        let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let written = Task.detached {
            defer { close(writer) }
            return bytes.withUnsafeBytes { DescriptorWriter.write($0, to: writer) }
        }
        let read = try FileHandle(fileDescriptor: reader, closeOnDealloc: true).readToEnd()
        #expect(await written.value == 0)
        #expect(read == Data(bytes))
    }
}
