import Analyses
import ArgumentParser
import Batch
import Charts
import Encoder
import Files
import Foundation
import Lists
import Pages

/// `report batch`: a list of pairs, a folder with a report for each and an index.
struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Writes a report for every pair of a list, and an index.",
        discussion: """
            The list has the columns sentence1, sentence2 and word, and optionally id, word2, \
            occurrence1, occurrence2, range1, range2 (places such as 4-8) and label. It is CSV, TSV, JSON, \
            or one of the data sets that Documentation/Lists.md names, and may be compressed with gzip.

            What an earlier run has finished is kept, so a run that was interrupted continues where it \
            stopped. Rows that fail are in DIR/failed.tsv, which can be used as a list.

            Example: report batch Examples/pairs.csv -o Output/pairs
            """)

    @Argument(help: "The list, or - for standard input.")
    var list: String

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The folder to write.", valueName: "dir"))
    var output: String?

    @OptionGroup var listOptions: ListInputOptions

    @OptionGroup var goldOption: GoldOption

    @Option(
        help: ArgumentHelp(
            "Which pairs have a page: all, top (those of --top) or none.",
            discussion: """
                A pair without a page has its similarities in summary.csv and its line in the index. "report page" \
                draws its page later. For long lists: a page and its files take from 100 kB.
                """))
    var pages: BatchPages = .all

    @Flag(
        help:
            "Compress with gzip the files that hold a line for every pair: summary.csv.gz, journal.jsonl.gz, and the data of the index."
    )
    var gzip = false

    @Flag(help: "Also write the table of all pairs as a SQLite database, summary.sqlite.")
    var sqlite = false

    @Option(help: "What to draw for each pair: none, thumbnails or all.")
    var figures: BatchFigures = .all

    @Option(help: "The formats of each figure, separated by commas: png, svg, pdf.")
    var formats: FormatsChoice = .standard

    @Option(
        help: ArgumentHelp(
            "Draw only the N pairs that stand out; the others have only their numbers; with --pages top, no page either.",
            valueName: "n"))
    var top: Int?

    @Option(
        help: ArgumentHelp(
            "What makes a pair stand out (with --top).",
            discussion: """
                drop: the similarity falls most from the embeddings to the last layer; rise: falls least, or \
                rises most; \
                min, max: the lowest or highest similarity of any layer; last: the lowest after the \
                last layer; range: the largest distance between two layers.
                """))
    var by: BatchTop.Order?

    @OptionGroup var modelOptions: ModelOptions

    @Option(help: AnalysisOptions.help, transform: AnalysisOptions.choice)
    var analyses: AnalysisChoice = .ofBatches

    @OptionGroup var analysisOptions: AnalysisOptions

    @Option(help: "The number of pairs to work on at the same time (default: --threads).")
    var jobs: Int?

    @Option(help: "Read at most this many rows.")
    var limit: Int?

    @Option(
        help: ArgumentHelp(
            "Process one share of the list, such as 2/3. Rows are assigned to shares by their ids.",
            discussion: """
                auto takes both numbers from Slurm's array variables, auto/8 the first one from those \
                or from a Kubernetes indexed job. Task 3 of a Slurm array is always share 3, so number \
                the tasks from 1; pods count from 0, so that pod 3 is share 4. To submit part of an \
                array again, give auto/8. "report merge" joins the shares.
                """,
            valueName: "i/n"))
    var shard: ShardChoice?

    @Flag(inversion: .prefixedNo, help: "Keep what an earlier run has finished.")
    var resume = true

    @Flag(help: "Stop at the first row that fails.")
    var failFast = false

    @Option(help: "Stop when this many rows have failed.")
    var maxFailures: Int?

    @Flag(help: "Check the whole list without running the model; write nothing.")
    var dryRun = false

    @OptionGroup var attentionOptions: AttentionOptions

    @OptionGroup var pageOptions: PageOptions

    @OptionGroup var driverOptions: DriverOptions

    @Option(help: "How to show progress: auto, plain or json (lines on standard error).")
    var progress: ProgressStyle = .auto

    @Flag(help: "Print at the end what was done as a JSON object, in place of the summary line.")
    var json = false

    func validate() throws {
        if let output { try OutputOption.validate(folder: output) }
        try listOptions.check(ListOptions.pairColumns)
        if json, dryRun {
            throw ValidationError("--json says what was done, and --dry-run does nothing")
        }
        if output == nil, !dryRun { throw ValidationError("name the folder to write with -o DIR") }
        for (name, value) in [
            ("--jobs", jobs), ("--limit", limit), ("--max-failures", maxFailures), ("--top", top),
        ] {
            if let value, value < 1 {
                throw ValidationError("\(name) takes a number of at least 1, not \(value)")
            }
        }
        try analysisOptions.validate(with: analyses.needs)
        if by != nil, top == nil { throw ValidationError("--by needs --top") }
        if pages == .top, top == nil {
            throw ValidationError("--pages top needs --top, which says how many pages to write")
        }
        if pages == .none, top != nil {
            throw ValidationError("--top chooses what is drawn, and --pages none draws nothing")
        }
        if top != nil, pages == .all, figures == .none {
            throw ValidationError("--top chooses what is drawn, and --figures none draws nothing")
        }
    }

    func run() throws {
        let shard = try shard?.share(environment: ProcessInfo.processInfo.environment)
        try driverOptions.run { try run(shard) }
    }

    private func run(_ shard: Shard?) throws {
        let rows = try SentenceList(path: list, options: listOptions.value(gold: goldOption.gold)) {
            Interruption.hasCome
        }
        guard !dryRun, let output else {
            try check(rows)
            return
        }
        try BatchFolder(output).check(list: list)
        let writer = ReportWriter(directory: output)
        try writer.probe()
        do {
            // Before the model loads: what is in the way, or who, shows at once.
            let lock = try BatchFolder(output).claim(patience: driverOptions.patience) {
                Interruption.hasCome
            } onWait: { warning in
                modelOptions.warn { Console.warning(warning) }
            }
            try work(on: rows, shard, lock)
        } catch {
            writer.rollBack()
            throw error
        }
    }

    private static func rows(_ count: Int) -> String { count == 1 ? "1 row" : "\(count) rows" }

    private func check(_ rows: SentenceList) throws {
        let tokenizer = try modelOptions.loadTokenizer()
        let summary = try ListCheck(tokenizer: tokenizer).run(rows, limit: limit) { warning in
            modelOptions.warn { Console.warning(warning) }
        } onFailure: { number, id, reason in
            modelOptions.warn { Console.warning("row \(number), \(id): \(reason)") }
        }
        // The list ended where the wait for it was broken off.
        if Interruption.hasCome { throw ExitCode(130) }
        try Console.print(
            "\(Self.rows(summary.rows)), \(summary.failed) of them with mistakes, \(summary.tokens) tokens"
        )
        if summary.misplaced > 0 {
            try Console.print(
                Self.rows(summary.misplaced) + " whose place and word have nothing in common")
        }
        if summary.repeated > 0 {
            let verb = summary.repeated == 1 ? "does" : "do"
            try Console.print(
                Self.rows(summary.repeated) + " that \(verb) not say which occurrence is meant")
        }
        if summary.failed > 0 { throw ExitCode(1) }
    }

    private func work(on rows: SentenceList, _ shard: Shard?, _ lock: BatchLock) throws {
        let output = lock.directory
        // Before the model loads: a mistake in a template shows at once, as does a lack of fonts, which the
        // index needs at least.
        let design = try pageOptions.design()
        try ChartRenderer.checkFonts()
        if sqlite { try SQLiteFile.checkLibrary() }
        let jobs = jobs ?? modelOptions.threadCount
        let sentences = try analysisOptions.sentences()
        let list = try analysisOptions.labelledPairs()
        // Each job has its own thread, so that the model needs no more.
        let model = try modelOptions.load(threadCount: 1)
        let analyzer = try attentionOptions.analyzer(
            model, modelOptions.tools(analyses, model, sentences, list))
        let options = options(jobs, shard, design)
        let runner = BatchRunner(analyzer: analyzer, in: lock, options: options)
        let display = BatchDisplay(style: progress, quiet: modelOptions.quiet)
        display.begin(options.contents)
        runner.isCancelled = { Interruption.hasCome }
        var freedMemory = FreedMemory()
        runner.onProgress = { summary in
            display.show(summary)
            freedMemory.step()
        }
        runner.onWarning = { warning in
            display.clear()
            modelOptions.warn { Console.warning(warning) }
        }
        let summary: BatchRunner.Summary
        do {
            summary = try runner.run(rows)
            display.finish(summary)
        } catch {
            display.clear()
            throw error
        }
        modelOptions.warn { tell(summary.orphans) }
        if json {
            try Console.print(bytes: display.json(summary, directory: output, shard: shard))
        } else if !modelOptions.quiet {
            try Console.print(display.closing(summary))
            try Console.print("\(output)/index.html")
        }
        if summary.isInterrupted { throw ExitCode(130) }
        if summary.failed > 0 {
            if modelOptions.quiet || json {
                Console.error(
                    "\(summary.failed) row\(summary.failed == 1 ? "" : "s") failed; \(output)/failed.tsv says which, and why"
                )
            }
            throw ExitCode(1)
        }
    }

    private func options(
        _ jobs: Int, _ shard: Shard?, _ design: PageDesign
    ) -> BatchOptions {
        var options = BatchOptions()
        options.figures = figures
        options.pages = pages
        options.packsTables = gzip
        options.writesDatabase = sqlite
        options.formats = formats.value
        options.limit = limit
        options.shard = shard
        options.top = top.map { BatchTop(count: $0, by: by ?? .drop) }
        options.resumes = resume
        options.maximumFailures = failFast ? 1 : maxFailures
        options.jobs = jobs
        options.modelFolder = modelOptions.reportedFolder
        options.date = pageOptions.shownDate
        options.isSingleFile = pageOptions.singleFile
        options.design = design
        return options
    }

    private func tell(_ orphans: [String]) {
        guard !orphans.isEmpty else { return }
        let names = orphans.prefix(5).joined(separator: ", ")
        let more = orphans.count > 5 ? " and \(orphans.count - 5) more" : ""
        Console.warning(
            "no row of the list belongs to \(names)\(more); the index leaves them out, and you may "
                + "remove them")
    }
}
