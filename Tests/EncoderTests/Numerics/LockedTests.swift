import Dispatch
import Testing

@testable import Encoder

struct LockedTests {
    @Test func noChangeIsLost() {
        let seen = Locked<[Int]>([])
        DispatchQueue.concurrentPerform(iterations: 4) { thread in
            for step in 0..<1000 { seen.withLock { $0.append(thread * 1000 + step) } }
        }
        #expect(seen.withLock { $0.sorted() } == Array(0..<4000))
    }

    @Test func anErrorLeavesItOpen() {
        struct Refused: Error {}
        let value = Locked(1)
        #expect(throws: Refused.self) {
            try value.withLock {
                $0 = 2
                throw Refused()
            }
        }
        #expect(value.withLock { $0 } == 2)
    }
}
