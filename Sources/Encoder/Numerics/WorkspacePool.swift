/// The workspaces of a model, one for each call that uses it at a time.
final class WorkspacePool: Sendable {
    private let engine: ComputeEngine
    private let free = Locked<[UncheckedSendable<Workspace>]>([])

    init(engine: ComputeEngine) { self.engine = engine }

    /// Runs `body` on the calling thread with a workspace of its own.
    func withWorkspace<R>(_ body: (Workspace) throws -> R) throws -> R {
        // A workspace is in the pool or in one thread's hands, never both.
        let workspace =
            try free.withLock { $0.popLast() } ?? UncheckedSendable(Workspace(engine: engine))
        defer { free.withLock { $0.append(workspace) } }
        return try withOpenMPThreads(1) { try body(workspace.value) }
    }
}
