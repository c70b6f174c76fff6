import Encoder
import Foundation

/// A file without a name in a folder for temporary files: it is gone with the object, and with a process that is
/// killed.
package final class ScratchFile {
    private let directory: String
    /// Open as long as the object is there.
    package let descriptor: Int32

    /// - Throws: `OutputError.scratch`.
    package init(in directory: String) throws {
        // For nobody else: other users may write to such folders.
        let (path, descriptor) = TemporaryFile.create(in: directory, O_RDWR, 0o600)
        self.directory = directory
        self.descriptor = descriptor
        guard descriptor >= 0 else { throw OutputError.scratch(folder: directory, code: errno) }
        unlink(path)
    }

    deinit { close(descriptor) }

    /// Writes at the end of what is there.
    /// - Throws: `OutputError.scratch`.
    package func append(_ bytes: UnsafeRawBufferPointer) throws {
        let code = DescriptorWriter.write(bytes, to: descriptor)
        guard code == 0 else { throw OutputError.scratch(folder: directory, code: code) }
    }

    /// Fills a buffer with what was written.
    /// - Parameter offset: of the first byte, from 0.
    /// - Throws: `OutputError.scratch`, also where the file has fewer bytes.
    func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
        var done = 0
        while done < buffer.count {
            let count = pread(
                descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done,
                off_t(offset + done))
            if count > 0 {
                done += count
            } else if count == 0 || errno != EINTR {
                throw OutputError.scratch(folder: directory, code: count == 0 ? EIO : errno)
            }
        }
    }
}
