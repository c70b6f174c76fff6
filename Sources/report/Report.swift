import ArgumentParser
import Charts
import ReportKit

/// `report`: shows how a transformer encoder tells the meanings of a word apart.
@main
struct Report: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Shows how a transformer encoder tells the meanings of a word apart.",
        version: "\(ProgramVersion.number)\n\(ChartRenderer.libraries)",
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
            guard let code = ExitStatus(of: error) else { exit(withError: error) }
            Console.error("\(error)")
            exit(withError: ExitCode(code.rawValue))
        }
    }
}
