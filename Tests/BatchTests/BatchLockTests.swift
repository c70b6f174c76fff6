import Foundation
import TestSupport
import Testing

@testable import Batch

@Suite struct BatchLockTests {
    @Test func whoWaitsHasTheFolderAfterTheOther() throws {
        try withTemporaryDirectory { directory in
            let holder = Holder(try BatchLock(directory: directory))
            var told: [String] = []
            let lock = try BatchLock(
                directory: directory, patience: .wait(seconds: nil),
                onWait: {
                    told.append($0)
                    holder.release()
                })
            withExtendedLifetime(lock) {
                #expect(told.count == 1)
                #expect(told[0].hasPrefix("\(directory) is in use by process \(getpid()) on "))
                #expect(told[0].hasSuffix("; waiting for it"))
            }
        }
    }

    /// Something that is given up once.
    private final class Holder {
        private var lock: BatchLock?
        init(_ lock: BatchLock) { self.lock = lock }
        func release() { lock = nil }
    }

    @Test func waitingHasALimit() throws {
        try withTemporaryDirectory { directory in
            let other = try BatchLock(directory: directory)
            let start = ContinuousClock.now
            #expect {
                try BatchLock(directory: directory, patience: .wait(seconds: 0.3))
            } throws: { error in
                guard let error = error as? BatchLockError, let waited = error.waited else {
                    return false
                }
                let text = "\(error)"
                return waited >= 0.3 && text.contains("is still in use by process")
                    && text.contains(" after \((waited * 10).rounded(.down) / 10) s; ")
            }
            #expect(ContinuousClock.now - start >= .milliseconds(300))
            withExtendedLifetime(other) {}
        }
    }

    @Test func waitingCanBeBrokenOff() throws {
        try withTemporaryDirectory { directory in
            let other = try BatchLock(directory: directory)
            #expect(throws: CancellationError.self) {
                try BatchLock(
                    directory: directory, patience: .wait(seconds: nil), isCancelled: { true })
            }
            withExtendedLifetime(other) {}
        }
    }
}
