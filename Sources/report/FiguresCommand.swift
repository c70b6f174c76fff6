import Analyses
import ArgumentParser
import Encoder
import Files
import Foundation

/// `report figures`: the figures of a talk or a manual, as a file lists them.
struct FiguresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figures",
        abstract: "Draws the figures of a list that are out of date.",
        discussion: """
            The file is YAML. Settings have the names of the options of "report figure"; those outside \
            the list apply to all figures. Paths are relative to the file.

                model: sentence-transformers/all-MiniLM-L6-v2
                theme: print
                figures:
                  - output: bank.pdf
                    kind: links
                    sentences: [The bank of the river was calm., She went to the bank.]
                    word: bank
                    layer: 0
                    side: both

            With "themes: [light, dark]" a figure is drawn in each theme, to the files that output names with \
            {theme} in the place of the theme.

            What was drawn is recorded in a file that is named after the list, with .lock at its end. A \
            figure is out of date when the list, the model, the program's version or the picture is not \
            what is recorded there.

            Example: report figures talk.yaml --check
            """)

    @Argument(help: "The list.")
    var list: String

    @Flag(
        help:
            "Draw nothing; name the figures that are out of date, and exit with 1 if there are any."
    )
    var check = false

    @Flag(
        help:
            "Print Markdown that embeds the figures, with their alternative texts, in place of the table; a picture with a dark theme follows the reader's preference."
    )
    var markdown = false

    @Flag(help: "Draw all figures, not only those that are out of date.")
    var force = false

    @OptionGroup var modelOptions: ModelOptions

    func validate() throws {
        if list == "-" {
            throw ValidationError(
                "the list must be a file, since what was drawn is recorded beside it")
        }
        if check, force { throw ValidationError("--check draws nothing; leave out --force") }
    }

    func run() throws {
        let figures = try FigureList(path: list)
        let environment = ProcessInfo.processInfo.environment
        let runner = FigureListRunner(
            figures, path: list, threadCount: modelOptions.threadCount,
            precision: modelOptions.precision, hashes: WeightsHashCache(environment: environment)
        ) {
            try directory(of: reference(to: $0))
        } modelName: {
            reference(to: $0).displayName
        } tools: {
            try modelOptions.tools(needs: $0, $1, weights: $2)
        }
        let outcomes = check ? try runner.check() : try runner.draw(redraws: force)
        for outcome in outcomes { tell(outcome, in: figures) }
        if outcomes.contains(where: \.lacksModel) {
            modelOptions.warn {
                Console.note(
                    "a model is not on this machine; what it was when the figures were drawn counts"
                )
            }
        }
        if markdown {
            let text = FigureMarkdown.embedding(outcomes, of: figures)
            if !text.isEmpty { try Console.print(text) }
        } else if !modelOptions.quiet {
            try Console.print(table(outcomes, of: figures))
        }
        let hasFailed = outcomes.contains { $0.problem != nil }
        if hasFailed || check && outcomes.contains(where: \.state.isStale) { throw ExitCode(1) }
    }

    private func reference(to model: String?) -> ModelReference {
        modelOptions.reference(to: modelOptions.model ?? model)
    }

    /// A model's folder; a check downloads nothing.
    private func directory(of reference: ModelReference) throws -> String {
        guard check else {
            return try ModelOptions.directory(of: reference, quiet: modelOptions.quiet)
        }
        return try reference.directory(
            cache: HubCache(environment: ProcessInfo.processInfo.environment))
    }

    private func tell(_ outcome: FigureListRunner.Outcome, in figures: FigureList) {
        let path = figures.path(of: outcome.entry)
        if let problem = outcome.problem {
            Console.error("\(figures.name), line \(outcome.entry.line): \(path): \(problem)")
        }
        if check, outcome.state.isStale {
            Console.error("\(path) is out of date: \(outcome.state.reason)")
        }
        modelOptions.warn {
            for characters in outcome.missingCharacters {
                Console.warning("\(path): \(characters)")
            }
        }
    }

    private func table(
        _ outcomes: [FigureListRunner.Outcome], of figures: FigureList
    ) -> String {
        let rows =
            [["figure", "kind", "state"]]
            + outcomes.map { outcome in
                let state =
                    outcome.problem != nil
                    ? "failed"
                    : outcome.wasDrawn ? "drawn (\(outcome.state.reason))" : outcome.state.reason
                return [
                    figures.path(of: outcome.entry).printable,
                    outcome.entry.request.kind.rawValue,
                    outcome.state.isStale || !outcome.wasDrawn ? state : "drawn",
                ]
            }
        let widths = (0..<2).map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.enumerated().map { column, text in
                column < 2
                    ? text.padding(toLength: widths[column], withPad: " ", startingAt: 0) : text
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
