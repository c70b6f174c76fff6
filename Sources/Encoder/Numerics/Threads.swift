internal import CKernels
import Foundation

/// Starts threads, and says so where the system has none left.
///
/// The only place where the package starts any: beyond a limit on processes (`ulimit -u`, a container's),
/// `DispatchQueue.concurrentPerform` waits for ever, and `Thread.start()` fails without a word.
package struct Threads: Sendable {
    package typealias Body = @Sendable () -> Void

    /// Where a thread may run.
    package enum Place: Sendable {
        case anywhere
        /// Not on the processor on which its creator runs, unless that is the only one.
        case elsewhere
    }

    private let begin: @Sendable (Place, @escaping Body) -> RunningThread?

    /// The system's threads.
    package static let system = Threads { RunningThread($0, $1) }

    /// A system that has none left.
    package static let exhausted = Threads { _, _ in nil }

    /// Runs a body on a thread of its own.
    /// - Returns: `nil`, without running it, where no thread can be started.
    package func start(on place: Place = .anywhere, _ body: @escaping Body) -> RunningThread? {
        begin(place, body)
    }
}

/// A thread that was started; it goes on when nobody holds this object any more.
package final class RunningThread: @unchecked Sendable {
    // Sendable: `join` is its owner's alone.
    private let thread: pthread_t
    private var isJoined = false

    /// Cairo and Pango use more than half a megabyte. What is not used takes no memory.
    private static let stackSize = 8 << 20

    fileprivate init?(_ place: Threads.Place, _ body: @escaping Threads.Body) {
        var attributes = pthread_attr_t()
        guard pthread_attr_init(&attributes) == 0 else { return nil }
        defer { pthread_attr_destroy(&attributes) }
        guard pthread_attr_setstacksize(&attributes, Self.stackSize) == 0 else { return nil }
        if place == .elsewhere { ck_avoid_this_processor(&attributes) }
        let work = Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let code = pthread_create(&thread, &attributes, runWork, work.toOpaque())
        guard code == 0 else {
            work.release()
            return nil
        }
        self.thread = thread
    }

    deinit { if !isJoined { pthread_detach(thread) } }

    /// Waits until the body has returned and is let go of.
    package func join() {
        guard !isJoined else { return }
        isJoined = true
        pthread_join(thread, nil)
    }
}

private final class Work {
    let body: Threads.Body
    init(_ body: @escaping Threads.Body) { self.body = body }
}

private func runWork(_ work: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
    return nil
}
