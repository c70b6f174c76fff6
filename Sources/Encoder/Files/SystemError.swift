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
    /// - Parameter operation: the verb: "open", "map", "read".
    public init(path: String, operation: String, code: Int32) {
        self.path = path
        self.operation = operation
        self.code = code
    }

    public var description: String {
        "cannot \(operation) \(path): \(String(cString: strerror(code)))"
    }
}
