import Foundation

/// The whole of a small file.
///
/// `FileManager.contents(atPath:)` would do but for two things: it cannot tell a file that is not
/// there from one that must not be read, and it waits for ever on a named pipe.
/// - Returns: `nil` when there is no such file.
/// - Throws: for a file that cannot be read, or is not a regular file.
func fileContents(at path: String) throws(SystemError) -> Data? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
        let code = errno
        if code == ENOENT || code == ENOTDIR { return nil }
        throw SystemError(path: path, operation: "open", code: code)
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
        throw SystemError(path: path, operation: "read", code: errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
        let isDirectory = status.st_mode & S_IFMT == S_IFDIR
        throw SystemError(path: path, operation: "read", code: isDirectory ? EISDIR : ENOTSUP)
    }
    do {
        return try file.readToEnd() ?? Data()
    } catch {
        throw SystemError(path: path, operation: "read", code: EIO)
    }
}
