import Foundation

/// A file operation that the system refused.
public struct SystemError: Error, Equatable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// The verb: "open", "map", "read".
    public let operation: String
    /// The value of `errno`.
    public let code: Int32

    /// Tells the operation, the file, and the system's own words.
    /// - Parameters:
    ///   - path: the file.
    ///   - operation: the verb: "open", "map", "read".
    ///   - code: the value of `errno`.
    public init(path: String, operation: String, code: Int32) {
        self.path = path
        self.operation = operation
        self.code = code
    }

    public var description: String {
        "cannot \(operation) \(path): \(String(cString: strerror(code))); \(advice)"
    }

    private var advice: String {
        switch code {
        case ENOENT, ENOTDIR, ESTALE:
            "if it was removed or renamed in the meantime, run the command again"
        case EACCES, EPERM: "check who may read and write it"
        case EISDIR, ENOTSUP, ENXIO, ELOOP: "expected a regular file"
        case ENOSPC, EDQUOT: "free some space"
        case EROFS: "the file system is read-only: choose another place"
        case EMFILE, ENFILE: "too many files are open: raise the limit (ulimit -n)"
        case ENOMEM, EAGAIN: "free some memory"
        case EIO, EREMOTEIO: "check the disk or the network drive"
        default: "check the path and its file system"
        }
    }
}
