import Foundation

/// An exclusive lock on a file, for as long as the object lives; of the kind (`flock`) that Hugging
/// Face's Python tools take on the same files.
final class FileLock {
    private let descriptor: Int32

    /// Takes the lock, and waits for it while another process, or another thread, has it.
    /// - Parameter onWait: called once if the lock is not free.
    /// - Throws: `SystemError`.
    init(path: String, onWait: () -> Void) throws {
        while true {
            let descriptor = try Self.open(path)
            if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
                if errno == EWOULDBLOCK { onWait() }
                while flock(descriptor, LOCK_EX) != 0 {
                    let code = errno
                    if code == EINTR { continue }
                    close(descriptor)
                    throw SystemError(path: path, operation: "lock", code: code)
                }
            }
            // The Python tools may remove the file when they are done with it, and a lock on a removed
            // file keeps nobody out.
            var locked = stat()
            var named = stat()
            if fstat(descriptor, &locked) == 0, stat(path, &named) == 0,
                locked.st_ino == named.st_ino,
                locked.st_dev == named.st_dev
            {
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
    }

    deinit { close(descriptor) }

    /// Opens the file, or makes it. A lock needs no right to write, but the Python tools ask for it.
    private static func open(_ path: String) throws -> Int32 {
        var descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o664)
        if descriptor >= 0 {
            // As they do: whatever the umask, the group may lock. Fails for another user's file.
            fchmod(descriptor, 0o664)
        } else if errno == EACCES || errno == EPERM {
            descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        }
        guard descriptor >= 0 else {
            throw SystemError(path: path, operation: "open", code: errno)
        }
        return descriptor
    }
}
