import Foundation

/// The whole of a small file.
///
/// `FileManager.contents(atPath:)` does not do: it cannot tell a file that is not there from one that must not
/// be read, and it waits for ever on a named pipe.
/// - Returns: `nil` when there is no such file.
/// - Throws: for a file that cannot be read, or is not a regular file.
func fileContents(at path: String) throws(SystemError) -> Data? {
    do throws(SystemError) {
        let file = try OpenFile(path)
        var data = Data()
        data.reserveCapacity(file.size)
        while let piece = try file.next() { data.append(contentsOf: piece) }
        return data
    } catch  where error.operation == "open" && (error.code == ENOENT || error.code == ENOTDIR) {
        return nil
    } catch {
        throw error
    }
}

/// A regular file that is read from its beginning to its end, in pieces.
package final class OpenFile {
    /// The number of bytes that the file had when it was opened.
    package let size: Int
    private let path: String
    private let descriptor: Int32
    private let buffer: UnsafeMutableRawBufferPointer

    /// - Throws: for a file that cannot be opened, or is not a regular file.
    package init(_ path: String) throws(SystemError) {
        // Without O_NONBLOCK a named pipe would wait here for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw SystemError(path: path, operation: "open", code: errno)
        }
        var status = stat()
        var code: Int32 = 0
        if fstat(descriptor, &status) != 0 {
            code = errno
        } else if status.st_mode & S_IFMT != S_IFREG {
            code = status.st_mode & S_IFMT == S_IFDIR ? EISDIR : ENOTSUP
        }
        guard code == 0 else {
            close(descriptor)
            throw SystemError(path: path, operation: "read", code: code)
        }
        self.path = path
        self.descriptor = descriptor
        size = Int(status.st_size)
        buffer = .allocate(byteCount: 1 << 18, alignment: 64)
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
    }

    /// The next bytes, at most 256 KB, valid until the next call; `nil` at the end.
    package func next() throws(SystemError) -> UnsafeRawBufferPointer? {
        while true {
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count == 0 { return nil }
            if count > 0 { return UnsafeRawBufferPointer(rebasing: buffer[..<count]) }
            if errno != EINTR { throw SystemError(path: path, operation: "read", code: errno) }
        }
    }
}
