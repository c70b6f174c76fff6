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
        var path = Array(FilePath.join(directory, ".report-XXXXXX").utf8CString)
        descriptor = mkstemp(&path)
        self.directory = directory
        guard descriptor >= 0 else { throw OutputError.scratch(folder: directory, code: errno) }
        unlink(path)
        // Programs that this one starts have no use for it.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
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
