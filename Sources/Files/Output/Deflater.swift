internal import CZlib
import Foundation

/// Packs bytes as gzip, piece by piece.
///
/// Equal bytes give equal files: the header holds no name and no time. Pieces may be cut anywhere.
package final class Deflater {
    // zlib keeps the address.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)

    /// - Throws: `SystemError` where there is no memory.
    package init() throws {
        stream.initialize(to: z_stream())
        // 16 + the largest window: gzip.
        let status = deflateInit2_(
            stream, Self.level, Z_DEFLATED, 16 + MAX_WBITS, Self.memoryLevel, Z_DEFAULT_STRATEGY,
            ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else {
            stream.deallocate()
            throw POSIXError(.ENOMEM)
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// zlib's own defaults.
    private static let level: Int32 = 6
    private static let memoryLevel: Int32 = 8

    /// Takes in bytes.
    /// - Returns: what is packed so far and has not been handed over, often nothing.
    package func pack(_ bytes: [UInt8]) -> [UInt8] { run(bytes, Z_NO_FLUSH) }

    /// Ends the file. Call once.
    /// - Returns: the rest of it.
    package func finish() -> [UInt8] { run([], Z_FINISH) }

    private func run(_ bytes: [UInt8], _ flush: Int32) -> [UInt8] {
        var bytes = bytes
        var packed: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        bytes.withUnsafeMutableBufferPointer { input in
            stream.pointee.next_in = input.baseAddress
            stream.pointee.avail_in = UInt32(input.count)
            // What fills the buffer may not be all.
            var free = 0
            repeat {
                free = buffer.withUnsafeMutableBufferPointer { output in
                    stream.pointee.next_out = output.baseAddress
                    stream.pointee.avail_out = UInt32(output.count)
                    _ = deflate(stream, flush)
                    return Int(stream.pointee.avail_out)
                }
                packed += buffer[..<(buffer.count - free)]
            } while free == 0
            stream.pointee.next_in = nil
        }
        return packed
    }
}
