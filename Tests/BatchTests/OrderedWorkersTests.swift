import Encoder
import Foundation
import Synchronization
import Testing

@testable import Batch

@Suite struct OrderedWorkersTests {
    private struct Failure: Error, Equatable { let index: Int }

    private func squares(
        of count: Int, jobs: Int, threads: Threads = .system, failing: Int? = nil
    ) throws -> [Int] {
        let workers = OrderedWorkers<Int, Int>(threadCount: jobs, threads: threads) { index in
            if index == failing { throw Failure(index: index) }
            return index * index
        }
        var next = 0
        var found: [Int] = []
        try workers.run {
            defer { next += 1 }
            return next < count ? next : nil
        } receive: {
            found.append($0)
        }
        return found
    }

    @Test(arguments: [0, 1, 2, 5], [0, 1, 3, 100]) func resultsComeInOrder(
        _ jobs: Int, _ count: Int
    ) throws {
        #expect(try squares(of: count, jobs: jobs) == (0..<count).map { $0 * $0 })
    }

    @Test(arguments: [1, 4]) func theCallingThreadWorksWhereNoOtherCanBeStarted(_ jobs: Int) throws
    {
        #expect(
            try squares(of: 20, jobs: jobs, threads: .exhausted) == (0..<20).map { $0 * $0 })
        #expect(throws: Failure(index: 7)) {
            try squares(of: 20, jobs: jobs, threads: .exhausted, failing: 7)
        }
    }

    @Test(arguments: [1, 3]) func theFirstFailureIsThrown(_ jobs: Int) {
        #expect(throws: Failure(index: 7)) { try squares(of: 20, jobs: jobs, failing: 7) }
    }
}
