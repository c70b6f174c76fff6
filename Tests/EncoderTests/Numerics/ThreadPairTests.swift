import Dispatch
import Synchronization
import Testing

@testable import Encoder

@Suite struct ThreadPairTests {
    private struct Failure: Error, Equatable { let part: Int }

    /// Runs `steps` steps of `count` items with two threads; each adds what the step before left.
    private func sums(steps: Int, count: Int, threads: Threads = .system) throws -> [Int] {
        let engine = try ComputeEngine()
        let memory = UnsafeMutableBufferPointer<Int>.allocate(capacity: 2 * count)
        memory.initialize(repeating: 1)
        defer { memory.deallocate() }
        // Parts of a step write to places of their own.
        let numbers = UncheckedSendable(memory)
        try ThreadPair.run(
            Workspace(engine: engine), Workspace(engine: engine), threads: threads
        ) { workspace in
            for step in 0..<steps {
                let (from, to) = step % 2 == 0 ? (0, count) : (count, 0)
                try workspace.share(count) { range in
                    for index in range {
                        // Needs everything of the step before.
                        numbers.value[to + index] =
                            (0..<count).reduce(index) { ($0 + numbers.value[from + $1]) % 1009 }
                    }
                }
            }
        }
        return Array(memory[(steps % 2 * count)...].prefix(count))
    }

    private func expectedSums(steps: Int, count: Int) -> [Int] {
        (0..<steps).reduce([Int](repeating: 1, count: count)) { numbers, _ in
            numbers.indices.map { (numbers.reduce($0, +)) % 1009 }
        }
    }

    @Test(arguments: [1, 2, 3, 17])
    func aStepBeginsWhenTheOneBeforeIsDone(_ count: Int) throws {
        for steps in [1, 2, 101] {
            #expect(
                try sums(steps: steps, count: count) == expectedSums(steps: steps, count: count))
        }
    }

    @Test func oneThreadDoesAllWhereNoOtherIsFree() throws {
        // More pairs of threads at once than the system has threads for their helpers.
        let results = Mutex([Int: [Int]]())
        DispatchQueue.concurrentPerform(iterations: 64) { index in
            let found = try? sums(steps: 20 + index, count: 5)
            results.withLock { $0[index] = found }
        }
        let found = results.withLock { $0 }
        for index in 0..<64 {
            #expect(found[index] == expectedSums(steps: 20 + index, count: 5))
        }
    }

    @Test func oneThreadDoesAllWhereNoOtherCanBeStarted() throws {
        #expect(
            try sums(steps: 20, count: 5, threads: .exhausted) == expectedSums(steps: 20, count: 5))
    }

    @Test(arguments: 0..<2, [0, 3])
    func theErrorOfAPartIsThrown(_ part: Int, _ failingStep: Int) throws {
        let engine = try ComputeEngine()
        for _ in 0..<50 {
            #expect(throws: Failure(part: part)) {
                try ThreadPair.run(Workspace(engine: engine), Workspace(engine: engine)) {
                    workspace in
                    for step in 0..<5 {
                        try workspace.share(2) { range in
                            if step == failingStep, range.contains(part) {
                                throw Failure(part: part)
                            }
                        }
                    }
                }
            }
        }
    }

    @Test func whatAPartSharesIsDoneByOneThread() throws {
        let engine = try ComputeEngine()
        let ranges = Mutex([Range<Int>]())
        try ThreadPair.run(Workspace(engine: engine), Workspace(engine: engine)) { workspace in
            try workspace.share(1) { _ in
                try workspace.share(8) { range in ranges.withLock { $0.append(range) } }
            }
            try workspace.share(8) { range in ranges.withLock { $0.append(range) } }
        }
        let found = ranges.withLock { $0 }
        #expect(found.first == 0..<8)
        #expect(Set(found.dropFirst()) == [0..<4, 4..<8])
    }

    @Test func withoutASecondThreadTheWholeIsOnePart() throws {
        let workspace = try Workspace(engine: ComputeEngine())
        var ranges: [Range<Int>] = []
        try workspace.share(7) { ranges.append($0) }
        #expect(ranges == [0..<7])
    }
}
