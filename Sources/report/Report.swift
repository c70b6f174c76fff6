import ArgumentParser
import Charts
import Files
import Foundation

/// `report`: shows how a transformer encoder tells the meanings of a word apart.
@main
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Shows how a transformer encoder tells the meanings of a word apart.",
        version: "\(ProgramVersion.number)\n\(ChartRenderer.libraries)",
        subcommands: [
            PairCommand.self, BatchCommand.self, WordCommand.self, WordInContextCommand.self,
            CompareCommand.self, CalibrateCommand.self,
            FigureCommand.self, FiguresCommand.self, IndexCommand.self, PageCommand.self,
            PlanCommand.self,
            StatusCommand.self, MergeCommand.self, ListCommand.self, TokenizeCommand.self,
            EncodeCommand.self, ModelCommand.self,
        ])

    static func main() {
        Console.keepStandardFiles()
        Interruption.ignoreSizeLimit()
        do {
            let arguments = Array(CommandLine.arguments.dropFirst())
            try Suggestion.checkCommand(arguments)
            var command = try parseAsRoot(DashedText.marked(arguments))
            try command.run()
            try Console.finish()
        } catch {
            end(error)
        }
    }

    private static func end(_ error: any Error) -> Never {
        guard let problem = Problem(error) else { endParsing(error) }
        Console.error(problem.sentence)
        Foundation.exit(problem.status.rawValue)
    }

    /// Ends with what the argument parser has to say: help, the version, a mistake in the command, or
    /// nothing but an exit code.
    private static func endParsing(_ error: any Error) -> Never {
        let message = DashedText.unmarked(message: fullMessage(for: error))
        let code = exitCode(for: error)
        let text = code == .success ? message : Suggestion.shortened(message: message)
        do {
            if code == .success {
                try Console.print(text)
            } else if !text.isEmpty {
                let hint = DashedText.hint(Array(CommandLine.arguments.dropFirst()))
                let lines = (text + (hint.map { "\n\($0)" } ?? "")).split(
                    separator: "\n", omittingEmptySubsequences: false)
                Console.draw(lines.map { String($0).printable + "\n" }.joined())
            }
            try Console.finish()
        } catch {
            end(error)
        }
        Foundation.exit(code.rawValue)
    }
}
