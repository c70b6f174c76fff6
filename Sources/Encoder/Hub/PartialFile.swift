import Foundation

/// A file that a download fills from its end on, and that outlives the process: the next one goes
/// on where this one stopped.
final class PartialFile {
    let path: String
    /// The number of bytes that are there.
    private(set) var size: Int
    private let descriptor: Int32

    /// Opens the file beside a blob, or makes an empty one.
    ///
    /// One that only another user may write to is removed or, where that is forbidden, left alone, and this
    /// user gets another file: the interrupted download of one user must not stop the others.
    /// - Parameter blob: the path that the finished file gets.
    /// - Throws: `SystemError`, here as in the methods.
    init(of blob: String) throws {
        var path = blob + ".incomplete"
        var descriptor = Self.open(path)
        if descriptor < 0, errno == EACCES || errno == EPERM {
            if unlink(path) != 0 { path = "\(blob).\(getuid()).incomplete" }
            descriptor = Self.open(path)
        }
        guard descriptor >= 0 else {
            throw SystemError(path: path, operation: "open", code: errno)
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw SystemError(path: path, operation: "read the size of", code: code)
        }
        self.path = path
        self.descriptor = descriptor
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    private static func open(_ path: String) -> Int32 {
        Foundation.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o666)
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SystemError(path: path, operation: "write", code: errno) }
            size += count
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    /// Discards what is there.
    func clear() throws {
        guard ftruncate(descriptor, 0) == 0 else {
            throw SystemError(path: path, operation: "empty", code: errno)
        }
        size = 0
    }

    /// Gives the file its final name, once its bytes are safe on the disk.
    func finish(as name: String) throws {
        guard fsync(descriptor) == 0, rename(path, name) == 0 else {
            throw SystemError(path: name, operation: "write", code: errno)
        }
    }
}
