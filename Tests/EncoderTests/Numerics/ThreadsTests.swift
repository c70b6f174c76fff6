import Foundation
import Synchronization
import Testing

@testable import Encoder

@Suite struct ThreadsTests {
    @Test func aBodyRunsOnAThreadOfItsOwn() throws {
        let found = Mutex<pthread_t?>(nil)
        let thread = try #require(Threads.system.start { found.withLock { $0 = pthread_self() } })
        thread.join()
        // A second time does nothing.
        thread.join()
        #expect(found.withLock { $0 } != nil)
        #expect(found.withLock { $0 } != pthread_self())
    }

    @Test func aThreadThatBeginsElsewhereMayUseAllProcessorsButOne() throws {
        /// The processors that the calling thread may use.
        @Sendable func allowed() -> Int {
            let status = try? String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)
            let mask = status?.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") }
            return mask?.dropFirst(13).compactMap(\.hexDigitValue)
                .reduce(0) { $0 + $1.nonzeroBitCount } ?? 0
        }
        let found = Mutex<[Int]>([])
        for place in [Threads.Place.anywhere, .elsewhere] {
            try #require(
                Threads.system.start(on: place) { found.withLock { $0.append(allowed()) } }
            ).join()
        }
        let all = allowed()
        #expect(all > 0)
        #expect(found.withLock { $0 } == [all, max(all - 1, 1)])
    }

    @Test func aThreadGoesOnThatNobodyHolds() {
        let done = DispatchSemaphore(value: 0)
        _ = Threads.system.start { done.signal() }
        #expect(done.wait(timeout: .now() + 60) == .success)
    }

    @Test func theBodyIsLetGoOf() throws {
        final class Witness: Sendable {}
        weak var witness: Witness?
        func start(_ threads: Threads) -> RunningThread? {
            let held = Witness()
            witness = held
            return threads.start { withExtendedLifetime(held) {} }
        }
        try #require(start(.system)).join()
        #expect(witness == nil)
        #expect(start(.exhausted) == nil)
        #expect(witness == nil)
    }

    @Test func manyComeAndGo() {
        let count = Atomic(0)
        for _ in 0..<200 {
            let threads = (0..<5).compactMap { _ in
                Threads.system.start { count.add(1, ordering: .relaxed) }
            }
            for thread in threads { thread.join() }
        }
        #expect(count.load(ordering: .relaxed) == 1000)
    }
}
