import Encoder
import Foundation
import Hashing

/// The SHA-256 by which a report names the weights that it used.
enum WeightsHash {
    /// The hash of a model's weight file in lower-case hexadecimal; of several files, that of their
    /// bytes one after the other.
    ///
    /// The files are read, not mapped: pages of a mapping would stay in the process's memory.
    static func ofModel(in directory: String) throws -> String {
        var hash = SHA256()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 64)
        defer { buffer.deallocate() }
        for path in try WeightFiles.paths(in: directory) {
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw SystemError(path: path, operation: "open", code: errno)
            }
            defer { close(descriptor) }
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                if count == 0 { break }
                if count > 0 {
                    hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                } else if errno != EINTR {
                    throw SystemError(path: path, operation: "read", code: errno)
                }
            }
        }
        return hash.finalize().hexadecimal
    }
}
