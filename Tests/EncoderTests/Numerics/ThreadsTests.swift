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
