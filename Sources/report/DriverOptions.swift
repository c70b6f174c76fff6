import ArgumentParser
import Batch
import Files

/// The options for programs that start this one.
struct DriverOptions: ParsableArguments {
    @Flag(help: "Wait while another run is using the folder, instead of failing.")
    var wait = false

    @Option(
        help: ArgumentHelp(
            "Wait at most this many seconds (with --wait).", valueName: "seconds"))
    var waitLimit: Double?

    @Flag(help: "Stop, as after Ctrl-C, when the process that started this one ends.")
    var endWithParent = false

    func validate() throws {
        guard let waitLimit else { return }
        if !wait { throw ValidationError("--wait-limit needs --wait") }
        if !(0...1e9 ~= waitLimit) {
            throw ValidationError(
                "--wait-limit takes a number of seconds, 0 or more, not \(waitLimit)")
        }
    }

    var patience: LockPatience { wait ? .wait(seconds: waitLimit) : .none }

    /// Runs what may be interrupted.
    /// - Throws: what it throws; exit code 130 where it gave up waiting because the user wanted it to end.
    func run(_ body: () throws -> Void) throws {
        try Interruption.run {
            if endWithParent { Interruption.watchParent() }
            try body()
        }
    }
}
