import Foundation
import Synchronization

private let hasComeFlag = Atomic(false)

private func noteInterruption(_ number: Int32) {
    hasComeFlag.store(true, ordering: .relaxed)
    signal(number, SIG_DFL)
}

/// Ctrl-C and a polite `kill`: the first asks the program to come to an end, the second ends it.
enum Interruption {
    static var hasCome: Bool { hasComeFlag.load(ordering: .relaxed) }

    static func catchSignals() {
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
}
