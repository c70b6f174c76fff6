import Foundation

/// A value that one thread at a time can reach.
///
/// The standard library's `Mutex` does the same, but waits in code that the thread sanitizer does not see:
/// it reports what many threads reach through one as a race. It does see Foundation's lock.
final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: sending Value) { self.value = value }

    func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        try lock.withLock { try body(&value) }
    }
}
