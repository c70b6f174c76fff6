import ArgumentParser
import Files
import Foundation
import Synchronization

private let hasComeFlag = Atomic(false)
/// The process whose end is an interruption, too; 0 for none.
private let parent = Atomic<Int32>(0)

private func noteInterruption(_ number: Int32) {
    hasComeFlag.store(true, ordering: .relaxed)
    signal(number, SIG_DFL)
}

/// Ctrl-C and a polite `kill`: the first asks the program to come to an end, the second ends it.
enum Interruption {
    static var hasCome: Bool { hasComeFlag.load(ordering: .relaxed) || isOrphan }

    /// Has a write beyond a limit of file sizes (`ulimit -f`) fail, and not end the program.
    static func ignoreSizeLimit() { signal(SIGXFSZ, SIG_IGN) }

    /// Runs what may be interrupted, and asks now and then whether it is.
    /// - Throws: what it throws; exit code 130 where it gave up because the user wanted it to end.
    static func run(_ body: () throws -> Void) throws {
        catchSignals()
        do {
            try body()
        } catch is CancellationError where hasCome {
            throw ExitCode(130)
        } catch InputError.interrupted {
            throw ExitCode(130)
        }
    }

    private static func catchSignals() {
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM] {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = noteInterruption
            // Without SA_RESTART, so that a read that waits for more input returns.
            sigaction(number, &action, nil)
            sigaddset(&signals, number)
        }
        // A program that starts this one from a thread of its own may have blocked them.
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        // A reader of the output that is gone is no reason to leave the work half done.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Takes the end of the process that started this one for an interruption.
    ///
    /// The kernel's own signal for this (`PR_SET_PDEATHSIG`) comes already when the thread ends that
    /// started the program, which may be one of many of a process that lives on.
    static func watchParent() {
        parent.store(getppid(), ordering: .relaxed)
        // The pieces of work ask; a read that waits for more input has to be woken.
        Thread.detachNewThread {
            while !isOrphan { Thread.sleep(forTimeInterval: 0.2) }
            if !hasComeFlag.load(ordering: .relaxed) { kill(getpid(), SIGTERM) }
        }
    }

    private static var isOrphan: Bool {
        let parent = parent.load(ordering: .relaxed)
        return parent != 0 && getppid() != parent
    }
}
