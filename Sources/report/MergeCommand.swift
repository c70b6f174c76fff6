import ArgumentParser
import ReportKit

/// `report merge`: the shares of a list that several machines have worked on, as one batch.
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Joins batches that share a list into one.",
        discussion: """
            The result is the same, to the byte, as that of one run over the whole list. The shares must \
            have the same model, options and version; no model is needed. Every file is checked while \
            it is copied. A merge that was broken off goes on where it stopped.

            Example: report merge share-1 share-2 share-3 -o Output/pairs
            """)

    @Argument(help: ArgumentHelp("The folders of the shares.", valueName: "dir"))
    var directories: [String]

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The folder to write; it may be one of the shares.", valueName: "dir"))
    var output: String

    @Option(help: "The number of pairs to copy at the same time.")
    var jobs = 2

    @OptionGroup var designOptions: DesignOptions

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        for folder in directories + [output] { try OutputOption.validate(folder: folder) }
        if jobs < 1 { throw ValidationError("--jobs takes a number from 1 up, not \(jobs)") }
    }

    func run() throws {
        Interruption.catchSignals()
        let merge = BatchMerge(
            sources: directories, directory: output, jobs: jobs,
            design: try designOptions.design())
        merge.isCancelled = { Interruption.hasCome }
        let summary = try merge.run()
        if !quiet {
            if summary.missing > 0, !summary.isInterrupted {
                Console.warning(
                    "\(summary.missing) of the first \(summary.lastRow) rows of the list are in none "
                        + "of the folders; was a share left out, or broken off?")
            }
            if !summary.orphans.isEmpty {
                Console.warning(
                    "\(output) has \(summary.orphans.count) pairs that are in none of the folders; the "
                        + "index leaves them out")
            }
            try Console.print(
                (summary.isInterrupted ? "interrupted: " : "")
                    + "\(summary.pairs) pairs, \(summary.failed) failed")
            try Console.print("\(output)/index.html")
        }
        if summary.isInterrupted { throw ExitCode(130) }
        if summary.failed > 0 {
            if quiet {
                Console.error(
                    "\(summary.failed) rows failed; \(output)/failed.tsv says which, and why")
            }
            throw ExitCode(1)
        }
    }
}
