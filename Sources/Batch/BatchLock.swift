import Files
import Foundation

/// Keeps a second run off a folder for as long as this object lives.
///
/// The lock is the system's and ends with the process, however that ends; the file tells others who
/// has it.
package final class BatchLock {
    /// The folder.
    package let directory: String
    private let path: String
    private let descriptor: Int32

    /// How often a folder that is in use is looked at.
    private static let interval = 0.1

    /// `holder` has the lock for a moment: one who meets it looks again, so many times in all.
    private static let looks = 3
    private static let lookInterval = 0.02

    /// - Parameters:
    ///   - isCancelled: asked now and then, while it waits, whether to give up.
    ///   - onWait: called once where it has to wait.
    /// - Throws: `BatchLockError` when another process has the folder; `CancellationError`; `OutputError`,
    ///   `.foreign` for a file of the lock's name that no run has left.
    init(
        directory: String, patience: LockPatience = .none,
        isCancelled: () -> Bool = { false }, onWait: (String) -> Void = { _ in }
    ) throws {
        self.directory = directory
        path = "\(directory)/\(Self.name)"
        guard Self.mayTake(path) else { throw OutputError.foreign(path: path) }
        let start = ContinuousClock.now
        var isWaiting = false
        var looks = Self.looks
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
            guard descriptor >= 0 else { throw OutputError.cannotCreate(path: path, code: errno) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let code = errno
                defer { close(descriptor) }
                guard code == EWOULDBLOCK else {
                    throw OutputError.cannotCreate(path: path, code: code)
                }
                let waited = (ContinuousClock.now - start) / .seconds(1)
                let error = BatchLockError(
                    directory: directory, holder: Self.text(descriptor),
                    waited: patience == .none ? nil : waited)
                guard patience.lasts(for: waited) else {
                    looks -= 1
                    guard looks > 0 else { throw error }
                    Thread.sleep(forTimeInterval: Self.lookInterval)
                    continue
                }
                if isCancelled() { throw CancellationError() }
                if !isWaiting { onWait("\(directory) is in use by \(error.user); waiting for it") }
                isWaiting = true
                Thread.sleep(forTimeInterval: Self.interval)
                continue
            }
            // The process before this one may have removed the file between the two calls.
            var locked = stat()
            var named = stat()
            if fstat(descriptor, &locked) == 0, stat(path, &named) == 0,
                locked.st_ino == named.st_ino
            {
                self.descriptor = descriptor
                break
            }
            close(descriptor)
        }
        let name = "process \(getpid()) on \(ProcessInfo.processInfo.hostName)\n"
        _ = ftruncate(descriptor, 0)
        _ = Array(name.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    static let name = ".lock"

    /// Whether a file is none, or one that a run has left.
    private static func mayTake(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard descriptor >= 0 else { return !CreatedFolders.exists(path) }
        defer { close(descriptor) }
        let text = text(descriptor)
        return text.isEmpty || text.hasPrefix("process ")
    }

    /// Who has a folder, and whether that process is still there; `nil` for a folder that nobody has.
    static func holder(of directory: String) -> (name: String, isLive: Bool)? {
        let descriptor = open(
            "\(directory)/\(name)", O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let isLive = flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
        return (text(descriptor), isLive)
    }

    deinit {
        unlink(path)
        close(descriptor)
    }

    private static func text(_ descriptor: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 300)
        let count = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, $0.count, 0)
        }
        return String(decoding: bytes.prefix(max(count, 0)).prefix { $0 != 0x0A }, as: UTF8.self)
    }
}

/// What to do about a folder that another run has.
package enum LockPatience: Equatable, Sendable {
    /// Fail at once.
    case none
    /// Wait for the other run to end, for so many seconds; `nil` for as long as it takes.
    case wait(seconds: Double?)

    func lasts(for seconds: Double) -> Bool {
        switch self {
        case .none: false
        case .wait(let limit): limit.map { seconds < $0 } ?? true
        }
    }
}

/// Another run has the folder.
package struct BatchLockError: Error, Equatable, CustomStringConvertible {
    let directory: String
    /// `process 4711 on host`, or nothing if it has not said yet.
    let holder: String
    /// For how many seconds its end was waited for; `nil` where it was not.
    var waited: Double?

    var user: String { holder.isEmpty ? "another process" : holder }

    /// A short wait with its tenths.
    private static func seconds(_ seconds: Double) -> String {
        seconds < 10 ? "\((seconds * 10).rounded(.down) / 10)" : "\(Int(seconds))"
    }

    package var description: String {
        guard let waited else {
            return
                "\(directory) is in use by \(user); wait until it is done (--wait), or choose another "
                + "directory with -o"
        }
        return
            "\(directory) is still in use by \(user) after \(Self.seconds(waited)) s; wait longer, or end that "
            + "process"
    }
}
