import Analyses
import ArgumentParser
import Encoder
import Files
import Foundation
import Lists
import Pages
import Words

/// `report wic`: how often a model's similarities tell the senses of a word apart.
struct WordInContextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wic",
        abstract: "Evaluates a model on Word-in-Context data: same sense or not, by layer.",
        discussion: """
            DATA has a line for each pair: word, part of speech, the word's places in both \
            sentences, and the sentences, between tabs; GOLD has T or F for each. Any list \
            that report batch reads works as well; if it has labels, GOLD is not needed. A threshold is \
            never chosen on the pairs that it is measured on: without --test, the pairs are \
            divided into parts with the same mix of labels, and each part is measured with what was \
            chosen on the others. If labels are grades, such as 1 to 4, Spearman's correlation with \
            the similarity takes the place of accuracy.

            Example: report wic Examples/wic.data.txt Examples/wic.gold.txt -o Output
            """)

    @Argument(help: "The pairs: to choose thresholds on and, without --test, to measure on.")
    var data: String

    @Argument(help: "A file with their labels, if DATA does not have them.")
    var gold: String?

    @OptionGroup var listOptions: ListInputOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Pairs and labels to measure on: two files, or one with both.", valueName: "data gold"))
    var test: [String] = []

    @Option(help: "The number of parts for cross-validation, from 2 (default: 5).")
    var folds: Int?

    @OptionGroup var modelOptions: ModelOptions

    @OptionGroup var reportOptions: ReportOptions

    func validate() throws {
        try listOptions.check(ListOptions.pairColumns)
        if test.count > 2 {
            throw ValidationError(
                "--test takes one file or two, DATA and GOLD, not \(test.count)")
        }
        if let first = test.first, first == data || FilePath.areSameFile(first, data) {
            throw ValidationError(
                "--test is the file that thresholds are chosen on; without --test the pairs are divided"
            )
        }
        if !test.isEmpty, folds != nil {
            throw ValidationError("--folds divides the pairs; it has no place beside --test")
        }
        if let folds, folds < 2 {
            throw ValidationError("--folds takes a number from 2 up, not \(folds)")
        }
    }

    func run() throws {
        // Before the model loads: a file that is not there shows at once.
        for path in [data] + (gold.map { [$0] } ?? []) + test { _ = try LineReader(path: path) }
        try reportOptions.withFolder(name, identity, run)
    }

    /// The report's folder: the data's name without its ending.
    private var name: String {
        let file = FilePath.name(of: data)
        return SafeName.make(String(file.prefix { $0 != "." }), fallback: "wic")
    }

    private var identity: ReportIdentity {
        .wordInContext(
            lists: [data] + (gold.map { [$0] } ?? []) + test, model: modelOptions.identity)
    }

    /// What makes the page again, without folders, which mean nothing elsewhere.
    private func command(_ model: LoadedModel) -> String {
        func file(_ path: String) -> String { FilePath.name(of: path) }
        let split =
            test.isEmpty ? ["--folds", "\(folds ?? 5)"] : ["--test"] + test.map(file)
        return ShellCommand.text(
            [
                "report", "wic", file(data), gold.map(file) ?? "", "--model",
                modelOptions.reportedFolder ?? model.summary.name,
            ].filter { !$0.isEmpty } + split
                + (model.summary.loadingOptions + listOptions.given).flatMap {
                    ShellCommand.option($0, $1)
                }
                + listOptions.givenFlags)
    }

    private func run(_ folder: ReportFolder?, _ design: PageDesign) throws {
        let model = try modelOptions.load()
        let evaluator = WordInContextEvaluator(
            model: model,
            cache: BaselineCache(environment: ProcessInfo.processInfo.environment))
        let evaluation = try evaluator.evaluate(
            data: data, gold: gold,
            test: test.first.map { .files(data: $0, gold: test.count == 2 ? test[1] : nil) }
                ?? .folds(folds ?? 5), options: listOptions.value(gold: nil)
        ) { warning in
            modelOptions.warn { Console.warning(warning) }
        }
        modelOptions.warn { evaluation.failureTexts.forEach(Console.warning) }
        try reportOptions.publish(
            to: folder, of: identity, quiet: modelOptions.quiet, table: evaluation.table,
            data: evaluation.json()
        ) {
            let origin = reportOptions.origin(command(model))
            return try reportOptions.pages.singleFile
                ? [evaluation.singleFile(origin, design)] : evaluation.files(origin, design)
        }
        guard evaluation.failedCount > 0 else { return }
        if modelOptions.quiet {
            Console.error(
                "\(evaluation.failedCount) of the rows could not be used; run it without --quiet "
                    + "to see which"
            )
        }
        throw ExitCode(1)
    }
}
