import Foundation

/// Keeps a second run off a folder for as long as this object lives.
///
/// The lock is the system's and ends with the process, however that ends; the file tells others who
/// has it.
final class BatchLock {
    private let path: String
    private let descriptor: Int32

    /// - Throws: `BatchLockError` when another process has the folder; `OutputError`.
    init(directory: String) throws {
        path = "\(directory)/.lock"
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { throw OutputError.cannotCreate(path: path, code: errno) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let code = errno
                defer { close(descriptor) }
                guard code == EWOULDBLOCK else {
                    throw OutputError.cannotCreate(path: path, code: code)
                }
                throw BatchLockError(directory: directory, holder: Self.text(descriptor))
            }
            // The process before this one may have removed the file between the two calls.
            var locked = stat()
            var named = stat()
            if fstat(descriptor, &locked) == 0, stat(path, &named) == 0,
                locked.st_ino == named.st_ino
            {
                self.descriptor = descriptor
                break
            }
            close(descriptor)
        }
        let name = "process \(getpid()) on \(ProcessInfo.processInfo.hostName)\n"
        _ = ftruncate(descriptor, 0)
        _ = Array(name.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    deinit {
        unlink(path)
        close(descriptor)
    }

    private static func text(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 300)
        let count = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, $0.count, 0)
        }
        return String(decoding: bytes.prefix(max(count, 0)).prefix { $0 != 0x0A }, as: UTF8.self)
    }
}

/// Another run has the folder.
public struct BatchLockError: Error, Equatable, CustomStringConvertible {
    public let directory: String
    /// `process 4711 on host`, or nothing if it has not said yet.
    public let holder: String

    public var description: String {
        let holder = holder.isEmpty ? "another process" : holder
        return "\(directory) is in use by \(holder); wait until it is done, or choose another "
            + "directory with -o"
    }
}
