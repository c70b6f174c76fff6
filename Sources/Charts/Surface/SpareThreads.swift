internal import Glibc

/// Sees to it that Pango can start the threads that it wants.
///
/// Pango 1.50 and later reads the list of fonts, and chooses among them, on threads of its own. It starts them
/// with `g_thread_new` (GLib 2.74), which ends the program where the system has none left (`ulimit -u`, a
/// container's limit).
package enum SpareThreads {
    /// More than Pango has at a time, for whom some go on when a text is set: with 4 to spare and three workers,
    /// one was missing at times.
    package static let count = 8

    /// - Throws: `ChartError.noThreads`.
    static func check() throws(ChartError) {
        let gate = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
        defer { gate.deallocate() }
        guard sem_init(gate, 0, 0) == 0 else { throw .noThreads }
        defer { sem_destroy(gate) }
        // All of them at once: each waits at the gate.
        var threads: [pthread_t] = []
        for _ in 0..<count {
            var thread = pthread_t()
            guard pthread_create(&thread, nil, waitAtGate, gate) == 0 else { break }
            threads.append(thread)
        }
        for _ in threads { sem_post(gate) }
        for thread in threads { pthread_join(thread, nil) }
        guard threads.count == count else { throw .noThreads }
    }
}

private func waitAtGate(_ gate: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let gate = gate?.assumingMemoryBound(to: sem_t.self) else { return nil }
    while sem_wait(gate) != 0, errno == EINTR {}
    return nil
}
