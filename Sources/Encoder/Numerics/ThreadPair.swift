internal import CKernels
import Foundation
import Synchronization

/// Two threads that go through the same steps together; each step is cut into parts.
///
/// A part is done by the thread that takes it first, so that a thread waits for a part that another
/// is doing, never for a thread that has not come: where no second thread is free, the first one does
/// all. Waiting threads keep their processor, because a step takes a hundredth of a millisecond, and
/// waking a thread as long.
final class ThreadPair: Sendable {
    /// Parts of all steps so far that were taken, and that are done.
    private let taken = Atomic(0)
    private let done = Atomic(0)
    /// Set when a part failed, so that nobody waits for it.
    private let isBroken = Atomic(false)
    private let failure = Locked<(any Error)?>(nil)
    /// The helpers at work; −1 when the work is over and none may begin.
    private let helpers = Atomic(0)

    private static let size = 2

    /// A part that this thread waits for will not be done: another thread's error says why.
    private struct BrokenOff: Error {}

    /// Goes through the steps of `body` with both workspaces, the first one on the calling thread.
    ///
    /// - Parameter body: calls `Workspace.share` for the same steps in the same order each time.
    static func run(
        _ leader: Workspace, _ helper: Workspace, threads: Threads = .system,
        _ body: @escaping @Sendable (Workspace) throws -> Void
    ) throws {
        let pair = ThreadPair()
        // The helper's workspace is in this block's hands from `enter` to `leave`.
        let helper = UncheckedSendable(helper)
        // Without one, the leader does all. On the leader's processor, it would only be in the way.
        _ = threads.start(on: .elsewhere) {
            guard pair.enter() else { return }
            defer { pair.leave() }
            do {
                try withOpenMPThreads(1) {
                    try helper.value.join(pair) { try body(helper.value) }
                }
            } catch {
                pair.failure.withLock { $0 = $0 ?? error }
            }
        }
        defer { pair.dismiss() }
        do {
            try leader.join(pair) { try body(leader) }
        } catch is BrokenOff {
            throw pair.failure.withLock { $0 } ?? BrokenOff()
        }
    }

    /// - Returns: false when the work is over.
    private func enter() -> Bool {
        helpers.compareExchange(expected: 0, desired: 1, ordering: .acquiringAndReleasing).exchanged
    }

    private func leave() { helpers.store(0, ordering: .releasing) }

    /// Waits for the helper to leave; none may begin any more.
    private func dismiss() {
        wait {
            let result = helpers.compareExchange(
                expected: 0, desired: -1, ordering: .acquiringAndReleasing)
            return result.exchanged || result.original == -1
        }
    }

    private func wait(until isTrue: () -> Bool) {
        var rounds = 0
        while !isTrue() {
            rounds += 1
            // The other thread may need this very processor.
            if rounds < 4096 { ck_relax() } else { sched_yield() }
        }
    }

    /// A thread's place in the sequence of steps.
    struct Membership {
        private let pair: ThreadPair
        /// The number of parts of the steps that lie behind.
        private var start = 0

        init(of pair: ThreadPair) { self.pair = pair }

        /// One step: `0..<count` in parts.
        mutating func share(_ count: Int, _ work: (Range<Int>) throws -> Void) throws {
            let parts = min(ThreadPair.size, count)
            let start = start
            let end = start + parts
            while let part = pair.take(before: end).map({ $0 - start }) {
                do {
                    try work(part * count / parts..<(part + 1) * count / parts)
                } catch {
                    pair.failure.withLock { $0 = $0 ?? error }
                    pair.isBroken.store(true, ordering: .releasing)
                    throw error
                }
                pair.done.add(1, ordering: .acquiringAndReleasing)
            }
            pair.wait {
                pair.done.load(ordering: .acquiring) >= end
                    || pair.isBroken.load(ordering: .acquiring)
            }
            guard pair.done.load(ordering: .acquiring) >= end else { throw BrokenOff() }
            self.start = end
        }
    }

    /// Takes the next part of the step that ends with part `end` − 1, if one is left.
    private func take(before end: Int) -> Int? {
        var next = taken.load(ordering: .relaxed)
        while next < end {
            let result = taken.weakCompareExchange(
                expected: next, desired: next + 1, ordering: .acquiringAndReleasing)
            if result.exchanged { return next }
            next = result.original
        }
        return nil
    }
}
