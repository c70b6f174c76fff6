import Foundation
import Synchronization
import Testing

@testable import Encoder

@Suite struct ConcurrencyTests {
    private struct Failure: Error, Equatable { let index: Int }

    @Test(arguments: [0, 1, 2, 3, 100], [-1, 0, 1, 2, 7, .max])
    func mapsInOrder(_ count: Int, _ threads: Int) throws {
        let squares = try mapConcurrently(count: count, threadCount: threads) { $0 * $0 }
        #expect(squares == (0..<count).map { $0 * $0 })
    }

    @Test func keepsResultsThatAreNil() throws {
        let found = try mapConcurrently(count: 10, threadCount: 2) { $0 % 2 == 0 ? nil : $0 }
        #expect(found == [nil, 1, nil, 3, nil, 5, nil, 7, nil, 9])
    }

    @Test(arguments: [1, 2, 4]) func throwsTheFirstFailureByIndex(_ threads: Int) {
        for _ in 0..<50 {
            #expect(throws: Failure(index: 3)) {
                try mapConcurrently(count: 40, threadCount: threads) { index in
                    // The earlier failure happens later.
                    if index == 3 { usleep(200) }
                    if index >= 3 { throw Failure(index: index) }
                }
            }
        }
    }

    @Test func theCallingThreadDoesAllWhereNoOtherCanBeStarted() throws {
        let found = try mapConcurrently(count: 5, threadCount: 4, threads: .exhausted) {
            ($0, pthread_self())
        }
        #expect(found.map(\.0) == [0, 1, 2, 3, 4])
        #expect(found.allSatisfy { $0.1 == pthread_self() })
        #expect(throws: Failure(index: 2)) {
            try mapConcurrently(count: 5, threadCount: 4, threads: .exhausted) { index in
                if index == 2 { throw Failure(index: index) }
            }
        }
    }

    @Test func stopsAfterAFailure() {
        let calls = Atomic(0)
        #expect(throws: Failure(index: 0)) {
            try mapConcurrently(count: 100_000, threadCount: 2) { index in
                calls.add(1, ordering: .relaxed)
                if index == 0 { throw Failure(index: 0) }
                usleep(10)
            }
        }
        #expect(calls.load(ordering: .relaxed) < 50_000)
    }
}
