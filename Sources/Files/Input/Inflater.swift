internal import CZlib

/// Unpacks gzip data piece by piece, also of several members one after the other.
final class Inflater {
    // zlib keeps the address.
    private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    /// Whether the data may end here: between members.
    private(set) var isBetweenMembers = true

    /// What is wrong with the data.
    struct Failure: Error {
        let problem: String
    }

    init() throws(Failure) {
        stream.initialize(to: z_stream())
        // 16 + the largest window: gzip and nothing else.
        let status = inflateInit2_(
            stream, 16 + MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw Failure(problem: "no memory to unpack it") }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Unpacks one piece of the file.
    /// - Parameter output: called with what it holds, never with nothing.
    func unpack(_ packed: [UInt8], to output: (ArraySlice<UInt8>) -> Void) throws(Failure) {
        var packed = packed
        var unpacked = [UInt8](repeating: 0, count: 1 << 16)
        let count = packed.count
        var position = 0
        while position < count {
            if isBetweenMembers {
                guard inflateReset(stream) == Z_OK else {
                    throw Failure(problem: "the gzip data is damaged")
                }
                isBetweenMembers = false
            }
            var status = Z_OK
            repeat {
                let (consumed, produced) = step(&packed, from: position, &unpacked, &status)
                position += consumed
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
                    throw Failure(problem: "the gzip data is damaged")
                }
                if produced > 0 { output(unpacked[..<produced]) }
                if status == Z_STREAM_END { isBetweenMembers = true }
                // A full buffer may mean that more is waiting inside.
                if produced < unpacked.count { break }
            } while status == Z_OK
            if status == Z_BUF_ERROR { return }
        }
    }

    private func step(
        _ packed: inout [UInt8], from position: Int, _ unpacked: inout [UInt8],
        _ status: inout Int32
    ) -> (consumed: Int, produced: Int) {
        packed.withUnsafeMutableBufferPointer { input in
            unpacked.withUnsafeMutableBufferPointer { result in
                stream.pointee.next_in = input.baseAddress.map { $0 + position }
                stream.pointee.avail_in = UInt32(input.count - position)
                stream.pointee.next_out = result.baseAddress
                stream.pointee.avail_out = UInt32(result.count)
                status = inflate(stream, Z_NO_FLUSH)
                return (
                    input.count - position - Int(stream.pointee.avail_in),
                    result.count - Int(stream.pointee.avail_out)
                )
            }
        }
    }
}
