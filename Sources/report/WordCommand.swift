import Analyses
import ArgumentParser
import Encoder
import Files
import Foundation
import Lists
import Pages
import Words

extension Linkage: ExpressibleByArgument {}

/// `report word`: one word in many sentences, one folder with page, figures and data.
struct WordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "word",
        abstract: "Compares a word in many sentences and says which of them group together.",
        discussion: """
            LIST has a sentence on each line, or is a CSV, TSV or JSON file with a column \
            "sentence" and optionally "id", "label", "word" (the form in this sentence), \
            "occurrence" and "range" (its place, such as 4-8), or a data set that \
            Documentation/Lists.md names. Of a list of pairs, every sentence whose word is --word is \
            taken, once. Writes DIR/WORD/index.html with figures and data, \
            or DIR/WORD-2/ where another report is.

            Example: report word Examples/bank.csv --word bank -o Output
            """)

    @Argument(help: "The list of sentences; \"-\" reads lines from standard input.")
    var list: String

    @Option(help: "The word. Case matters only if the model distinguishes it.")
    var word: String

    @OptionGroup var lemmaOption: LemmaOption

    @OptionGroup var listOptions: ListInputOptions

    @OptionGroup var goldOption: GoldOption

    @OptionGroup var modelOptions: ModelOptions

    @Option(help: "The layer whose vectors are grouped: a number from 0, or \"last\".")
    var layer: PairAnalyzer.Layer = .last

    @Option(
        help:
            "How many groups: a number from 1, or \"auto\" for the clearest division into up to 8."
    )
    var clusters = "auto"

    @Option(
        help: "How the distance between two groups is measured; the closest two are joined next.")
    var linkage: Linkage = .ward

    @OptionGroup var reportOptions: ReportOptions

    func validate() throws {
        try listOptions.check(ListOptions.anyColumns, hasOneWord: true)
        if clusters != "auto", (Int(clusters) ?? 0) < 1 {
            throw ValidationError(
                "--clusters takes a number of at least 1 or \"auto\", not \(clusters)")
        }
    }

    func run() throws {
        // Before the model loads: a list that is not there shows at once.
        var options = try listOptions.value(gold: goldOption.gold)
        options.word = word
        options.isLemma = lemmaOption.isLemma
        let list = try WordList(path: list, options: options)
        let isNamed = self.list != "-"
        try reportOptions.withFolder(
            SafeName.make(word, fallback: "word"), isNamed ? identity(self.list) : nil
        ) { try run(list, $0, $1) }
    }

    /// - Parameter list: its path, or what names it.
    private func identity(_ list: String) -> ReportIdentity {
        .word(word, list: list, model: modelOptions.identity)
    }

    /// What makes the page again, without folders, which mean nothing elsewhere.
    private func command(_ model: LoadedModel) -> String {
        var options = [
            ("word", word), ("model", modelOptions.reportedFolder ?? model.summary.name),
            ("layer", layer.description), ("clusters", clusters),
            ("linkage", linkage.rawValue),
        ]
        options += listOptions.given
        if let gold = goldOption.gold {
            options.append(("gold", FilePath.name(of: gold)))
        }
        options += model.summary.loadingOptions
        return ShellCommand.text(
            ["report", "word", FilePath.name(of: list)]
                + options.flatMap { ShellCommand.option($0, $1) }
                + lemmaOption.givenFlags + listOptions.givenFlags)
    }

    private func run(
        _ list: WordList, _ folder: ReportFolder?, _ design: PageDesign
    ) throws {
        let model = try modelOptions.load()
        let analyzer = try WordAnalyzer(
            model: model, layer: layer, clusters: Int(clusters), linkage: linkage,
            cache: BaselineCache(environment: ProcessInfo.processInfo.environment))
        let result = try analyzer.analyze(list, word: word)
        modelOptions.warn { (list.warnings + result.warnings).forEach(Console.warning) }
        for failure in result.analysis.failed {
            modelOptions.warn {
                Console.warning("\(list.name), row \(failure.row): \(failure.reason)")
            }
        }
        let report = WordReport(result, reportOptions.origin(command(model)), design: design)
        let isAlone = reportOptions.pages.singleFile
        try reportOptions.publish(
            to: folder, of: identity(self.list == "-" ? list.contentHash : self.list),
            quiet: modelOptions.quiet, table: result.analysis.table, data: result.analysis.json(),
            streams: isAlone ? [] : report.matrices()
        ) {
            let threadCount = modelOptions.threadCount
            return try isAlone
                ? [report.singleFile(threadCount: threadCount)]
                : report.files(threadCount: threadCount)
        }
        let failed = result.analysis.failed.count
        guard failed > 0 else { return }
        if modelOptions.quiet {
            Console.error(
                "\(list.name): \(failed) of \(failed + result.analysis.sentences.count) sentences could "
                    + "not be used; run it without --quiet to see which")
        }
        throw ExitCode(1)
    }
}
