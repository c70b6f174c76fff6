import Foundation

/// Keeps other processes from deciding what is written to a folder, for as long as this object lives.
///
/// The lock is on the folder itself, and ends with the process. Some network file systems have none on
/// folders; there, nobody is kept off.
final class FolderLock {
    private let descriptor: Int32

    /// Waits for the lock.
    /// - Throws: `OutputError.cannotCreate` for a folder that cannot be opened.
    init(_ folder: String) throws {
        while true {
            let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw OutputError.cannotCreate(path: folder, code: errno)
            }
            while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
            // Whoever had it may have removed the folder, and another made it anew.
            var locked = stat()
            var named = stat()
            if fstat(descriptor, &locked) == 0, stat(folder, &named) == 0,
                locked.st_ino == named.st_ino, locked.st_dev == named.st_dev
            {
                self.descriptor = descriptor
                return
            }
            close(descriptor)
        }
    }

    deinit { close(descriptor) }
}
