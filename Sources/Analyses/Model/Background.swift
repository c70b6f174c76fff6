import Encoder
import Synchronization

/// A value that is computed on another thread; where none can be started, when it is asked for.
final class Background<Value: Sendable>: Sendable {
    private let body: @Sendable () throws -> Value
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let thread = Mutex<RunningThread?>(nil)

    init(threads: Threads = .system, _ body: @escaping @Sendable () throws -> Value) {
        self.body = body
        let started = threads.start {
            let result = Result { try body() }
            self.result.withLock { $0 = result }
        }
        thread.withLock { $0 = started }
    }

    /// Waits for the thread, if there is one, to end.
    func wait() { thread.withLock { $0?.join() } }

    func value() throws -> Value {
        wait()
        return try result.withLock { $0 }?.get() ?? body()
    }
}
