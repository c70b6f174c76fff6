import ArgumentParser
import ReportKit

/// `report`: shows how a transformer encoder tells the meanings of a word apart.
@main
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Shows how a transformer encoder tells the meanings of a word apart.",
        version: ProgramVersion.number,
        subcommands: [
            PairCommand.self, BatchCommand.self, WordCommand.self, WordInContextCommand.self,
            FigureCommand.self, FiguresCommand.self, IndexCommand.self, MergeCommand.self,
            TokenizeCommand.self,
            EncodeCommand.self,
            ModelCommand.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            if let status = ExitStatus(of: error) {
                Console.error("\(error)")
                exit(withError: ExitCode(status.rawValue))
            }
            // Help, mistakes in the command line, and exit codes that a command chose.
            let isOfParser =
                error is ExitCode || error is CleanExit
                || [.success, .validationFailure].contains(exitCode(for: error))
            if isOfParser { exit(withError: error) }
            let unexpected = UnexpectedError(error)
            Console.error("\(unexpected)")
            exit(withError: ExitCode(unexpected.status.rawValue))
        }
    }
}
