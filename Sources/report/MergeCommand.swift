import ArgumentParser
import Batch
import Charts

/// `report merge`: the shares of a list that several machines have worked on, as one batch.
struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Joins the batches of a list's shares into one.",
        discussion: """
            The result is, byte for byte, that of one run over the whole list. The shares must \
            have the same model, options and version; no model is needed. Every file is checked while \
            it is copied. An interrupted merge continues where it stopped. Where rows of the list are \
            missing, because a share was not finished or is not there, the exit code is 1, and the index \
            says which.

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

    @OptionGroup var driverOptions: DriverOptions

    @Flag(name: .shortAndLong, help: "Print nothing but errors.")
    var quiet = false

    func validate() throws {
        for folder in directories + [output] { try OutputOption.validate(folder: folder) }
        if jobs < 1 { throw ValidationError("--jobs takes a number of at least 1, not \(jobs)") }
    }

    func run() throws { try driverOptions.run(join) }

    private func join() throws {
        // The index has figures.
        try ChartRenderer.checkFonts()
        let merge = BatchMerge(
            sources: directories, directory: output, jobs: jobs,
            design: try designOptions.design())
        merge.patience = driverOptions.patience
        merge.isCancelled = { Interruption.hasCome }
        merge.onWarning = { if !quiet { Console.warning($0) } }
        let summary = try merge.run()
        if let missing = summary.missing, !summary.isInterrupted {
            Console.error("\(missing); run what is missing, then merge again")
        }
        if summary.pageless > 0 {
            Console.error(
                "\(summary.pageless) of the pairs that stand out have no page, because the run of a share was "
                    + "broken off; run its command again, then merge again")
        }
        if !quiet {
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
                    "\(summary.failed) row\(summary.failed == 1 ? "" : "s") failed; \(output)/failed.tsv says which, and why"
                )
            }
            throw ExitCode(1)
        }
        if summary.missing != nil || summary.pageless > 0 { throw ExitCode(1) }
    }
}
