import Encoder
import Foundation
import Testing

@testable import Analyses

@Suite struct BackgroundTests {
    private struct Failure: Error {}

    @Test func aValueComesFromAnotherThread() throws {
        let background = Background { pthread_self() }
        background.wait()
        let thread = try background.value()
        #expect(thread != pthread_self())
        #expect(try background.value() == thread)
        #expect(throws: Failure.self) { try Background<Int> { throw Failure() }.value() }
    }

    @Test func whereNoThreadCanBeStartedItIsComputedWhenAskedFor() throws {
        let background = Background(threads: .exhausted) { pthread_self() }
        background.wait()
        #expect(try background.value() == pthread_self())
        #expect(throws: Failure.self) {
            try Background<Int>(threads: .exhausted) { throw Failure() }.value()
        }
    }
}
