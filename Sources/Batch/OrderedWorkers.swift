import Charts
import Dispatch
import Encoder
import Synchronization

/// Works on items with several threads and hands the results back in order.
///
/// At most `window` items are between the reader and the receiver, so that memory does not grow
/// with their number. Where no thread can be started, the calling one does the work.
final class OrderedWorkers<Input: Sendable, Output: Sendable> {
    private final class Job: Sendable {
        let input: Input
        let done = DispatchSemaphore(value: 0)
        let result = Mutex<Result<Output, any Error>?>(nil)

        init(_ input: Input) { self.input = input }

        func finish(_ work: (Input) throws -> Output) {
            let result = Result { try work(input) }
            self.result.withLock { $0 = result }
            done.signal()
        }
    }

    private final class Queue: Sendable {
        private let jobs = Mutex<[Job?]>([])
        private let waiting = DispatchSemaphore(value: 0)

        /// `nil` sends one worker home.
        func add(_ job: Job?) {
            jobs.withLock { $0.append(job) }
            waiting.signal()
        }

        func take() -> Job? {
            waiting.wait()
            return jobs.withLock { $0.removeFirst() }
        }
    }

    private let queue = Queue()
    private let work: @Sendable (Input) throws -> Output
    /// The number of threads that could be started.
    private let threadCount: Int
    private let window: Int

    /// - Parameter work: called on the threads, for several items at a time.
    init(
        threadCount: Int, threads: Threads = .system,
        work: @escaping @Sendable (Input) throws -> Output
    ) {
        self.work = work
        // Where work draws, Pango starts threads of its own, and ends the program if it gets none.
        let gate = DispatchSemaphore(value: 0)
        let spare = (0..<SpareThreads.count).compactMap { _ in threads.start { gate.wait() } }
        defer {
            for _ in spare { gate.signal() }
            for thread in spare { thread.join() }
        }
        var started = 0
        while spare.count == SpareThreads.count, started < max(threadCount, 1) {
            let thread = threads.start { [queue] in
                while let job = queue.take() { job.finish(work) }
            }
            guard thread != nil else { break }
            started += 1
        }
        self.threadCount = started
        window = 2 * started + 1
    }

    deinit { for _ in 0..<threadCount { queue.add(nil) } }

    /// Reads items until there are no more, and receives their results in the same order, both on
    /// the calling thread.
    ///
    /// - Throws: what reading, working or receiving throws. Work that has begun is finished before,
    ///   but its results are not received.
    func run(next: () throws -> Input?, receive: (Output) throws -> Void) throws {
        var pending: [Job] = []
        var isAtEnd = false
        // Threads must not outlive the call: they may hold files.
        defer { for job in pending { job.done.wait() } }
        while true {
            while !isAtEnd, pending.count < window {
                guard let input = try next() else {
                    isAtEnd = true
                    break
                }
                let job = Job(input)
                pending.append(job)
                if threadCount > 0 { queue.add(job) } else { job.finish(work) }
            }
            guard !pending.isEmpty else { return }
            let job = pending.removeFirst()
            job.done.wait()
            guard let result = job.result.withLock({ $0 }) else { continue }
            try receive(result.get())
        }
    }
}
