import Synchronization

/// Lets a value go to other threads although the compiler cannot check it: each use says why that is safe.
struct UncheckedSendable<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}

/// Maps `0..<count` on several threads; results are in order, and the first failure (by index) is
/// thrown.
///
/// Threads take the next index when they are free, so that a long item does not hold up the rest.
/// After a failure no further index is taken; those below it have all been taken before, so that
/// the failure that is thrown does not depend on the threads. The calling thread is one of them, and does
/// all where no other can be started.
package func mapConcurrently<Result>(
    count: Int, threadCount: Int, threads: Threads = .system,
    _ transform: @Sendable (Int) throws -> Result
) throws -> [Result] {
    guard count > 1, threadCount > 1 else { return try (0..<count).map(transform) }
    let next = Atomic(0)
    let results = Locked(
        [Swift.Result<UncheckedSendable<Result>, any Error>?](repeating: nil, count: count))
    withoutActuallyEscaping(transform) { transform in
        let work: Threads.Body = {
            while case let index = next.wrappingAdd(1, ordering: .relaxed).oldValue, index < count {
                let result = Swift.Result { UncheckedSendable(try transform(index)) }
                if case .failure = result { next.store(count, ordering: .relaxed) }
                results.withLock { $0[index] = result }
            }
        }
        var helpers: [RunningThread] = []
        while helpers.count + 1 < min(threadCount, count), let helper = threads.start(work) {
            helpers.append(helper)
        }
        work()
        for helper in helpers { helper.join() }
    }
    return try results.withLock { $0 }.compactMap { try $0?.get().value }
}
