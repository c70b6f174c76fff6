import Analyses
import ArgumentParser
import Charts
import Encoder
import Files
import Foundation
import Lists
import Pages
import Words

/// `report compare`: models side by side, on one pair or on a list.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract:
            "Compares models on a pair of sentences or a list, and says which tells senses apart best.",
        discussion: """
            Give --model for each of two to twelve models. They are run one after the other, and what a model gives \
            is kept, so that one more model takes only its own time. LIST is any list that report batch reads; with \
            labels it also says which model tells the senses apart best. Writes DIR/NAME-models/index.html with \
            figures and data.

            Example: report compare Examples/pairs.csv --model Models/all-MiniLM-L6-v2 \
            --model distilbert-base-uncased -o Output
            """)

    @Argument(
        help: ArgumentHelp("A list of pairs, or the first sentence.", valueName: "list-or-sentence")
    )
    var first: SentenceArgument

    @Argument(help: "The second sentence.")
    var sentence2: SentenceArgument?

    @Option(help: "The word, of two sentences. Case matters only if a model distinguishes it.")
    var word: String?

    @OptionGroup var wordPlaces: WordPlaceOptions

    @OptionGroup var listOptions: ListInputOptions

    @OptionGroup var goldOption: GoldOption

    @Option(
        name: .customLong("model"),
        help: ArgumentHelp(
            "A model folder, or the name of a model on the Hugging Face hub; once for each of two to twelve.",
            valueName: "model"))
    var models: [String]

    @OptionGroup var runOptions: RunOptions

    @OptionGroup var calibrationOption: CalibrationOption

    @Option(
        name: .customLong("id"),
        help: "The report's name, also its folder's (default: the word or the list, and -models).")
    var id: String?

    @OptionGroup var reportOptions: ReportOptions

    /// More lines than this cannot be told apart.
    private static let modelCounts = 2...12

    func validate() throws {
        guard Self.modelCounts ~= models.count else {
            throw ValidationError(
                "give --model for each of \(Self.modelCounts.lowerBound) to \(Self.modelCounts.upperBound) models; "
                    + "found \(models.count)")
        }
        for (index, model) in models.enumerated() where models[..<index].contains(model) {
            throw ValidationError("--model names \(model) twice")
        }
        try listOptions.check(ListOptions.pairColumns, hasOneWord: sentence2 != nil)
        let belongsToPair =
            word != nil || wordPlaces.word2 != nil || wordPlaces.occurrence1 != nil
            || wordPlaces.occurrence2 != nil
        if sentence2 != nil, word == nil {
            throw ValidationError("two sentences need --word, which says what to look at")
        }
        if sentence2 == nil, belongsToPair {
            throw ValidationError(
                "--word, --word2 and --occurrence belong to two sentences; the rows of a list have their own"
            )
        }
        if sentence2 != nil, goldOption.gold != nil {
            throw ValidationError("--gold has the labels of a list, and these are two sentences")
        }
    }

    func run() throws {
        let list = try calibrationOption.labelledPairs()
        let pairs = try comparedPairs()
        try reportOptions.withFolder(name(pairs), identity(pairs)) { try run(pairs, list, $0, $1) }
    }

    private func comparedPairs() throws -> ComparedPairs {
        guard let sentence2 else {
            return try ComparedPairs(
                path: first.text, options: listOptions.value(gold: goldOption.gold))
        }
        var pair = SentencePair(
            first.text, sentence2.text, word: word ?? "", word2: wordPlaces.word2, id: id,
            occurrence1: wordPlaces.occurrence1, occurrence2: wordPlaces.occurrence2)
        let forms = try listOptions.formsOption.value()
        pair.forms1 = forms(pair.word1)
        pair.forms2 = forms(pair.word2)
        return ComparedPairs(pair)
    }

    private var references: [ModelReference] {
        models.map {
            ModelReference($0, revision: nil, environment: ProcessInfo.processInfo.environment)
        }
    }

    /// The report's folder.
    private func name(_ pairs: ComparedPairs) -> String {
        if let id { return SafeName.make(id, fallback: "models") }
        let about = pairs.list.map { String($0.prefix { $0 != "." }) } ?? word ?? ""
        return SafeName.make("\(about)-models", fallback: "models")
    }

    private func identity(_ pairs: ComparedPairs) -> ReportIdentity {
        let models = references.map(ModelOptions.identity(of:))
        guard pairs.isOnePair, let pair = pairs.entries.first?.pair, let model = models.first else {
            return .comparison(
                lists: [first.text] + (goldOption.gold.map { [$0] } ?? []), models: models)
        }
        return .comparison(of: .pair(pair, model: model), models: models)
    }

    /// What makes the page again, without folders, which mean nothing elsewhere.
    private func command(_ comparison: ModelComparison) -> String {
        var options = zip(references, comparison.models).map { reference, model in
            ("model", ModelOptions.reportedFolder(of: reference) ?? model.model.name)
        }
        let named: [(String, String?)] = [
            ("word", word), ("word2", wordPlaces.word2),
            ("occurrence1", wordPlaces.occurrence1.map(String.init)),
            ("occurrence2", wordPlaces.occurrence2.map(String.init)),
            ("gold", goldOption.gold.map(FilePath.name)),
            ("calibration", calibrationOption.calibration.map(FilePath.name)), ("id", id),
        ]
        for (name, value) in named {
            if let value { options.append((name, value)) }
        }
        if runOptions.precision != .float32 {
            options.append(("precision", runOptions.precision.rawValue))
        }
        options += listOptions.given
        let texts =
            sentence2.map { ["--", first.text, $0.text] } ?? [FilePath.name(of: first.text)]
        return ShellCommand.text(
            ["report", "compare"] + options.flatMap { ShellCommand.option($0, $1) }
                + listOptions.givenFlags + texts)
    }

    private func run(
        _ pairs: ComparedPairs, _ list: CalibrationList, _ folder: ReportFolder?,
        _ design: PageDesign
    ) throws {
        runOptions.warn { (list.warnings + pairs.warnings).forEach(Console.warning) }
        if folder != nil { ChartRenderer.prepareFonts() }
        // Before the first one runs: a model that is not there shows at once.
        for reference in references {
            _ = try ModelOptions.directory(of: reference, quiet: runOptions.quiet)
        }
        let names = ComparedModel.names(references.map(\.displayName))
        var models: [ComparedModel] = []
        for (reference, name) in zip(references, names) {
            models.append(try compared(reference, name, pairs, list))
            // The next one takes the place of this one.
            FreedMemory.giveBack()
        }
        let comparison = ModelComparison(pairs, models)
        guard !comparison.common.isEmpty else { throw ComparisonError.nothingInCommon }
        let report = ComparisonReport(comparison, calibratedOn: list)
        try reportOptions.publish(
            to: folder, of: identity(pairs), quiet: runOptions.quiet, table: report.table,
            data: report.json()
        ) {
            let origin = reportOptions.origin(command(comparison))
            let threadCount = runOptions.threadCount
            return try reportOptions.pages.singleFile
                ? [report.singleFile(origin, design, threadCount: threadCount)]
                : report.files(origin, design, threadCount: threadCount)
        }
        try tellFailures(comparison)
    }

    /// What one model gives; it leaves the memory when this returns.
    private func compared(
        _ reference: ModelReference, _ name: String, _ pairs: ComparedPairs, _ list: CalibrationList
    ) throws -> ComparedModel {
        let model = try ModelOptions.load(
            reference, threadCount: runOptions.threadCount, precision: runOptions.precision,
            quiet: runOptions.quiet)
        let calibration = try runOptions.calibration(of: model, list, name: name)
        let count = pairs.entries.count
        let (measurement, failures, warning) = try ComparisonCache(
            beside: BaselineCache(environment: ProcessInfo.processInfo.environment)
        ).measurement(
            of: model, pairs,
            onMeasuring: {
                guard count > 1 else { return }
                runOptions.warn { Console.note("\(name): reading \(Format.grouped(count)) pairs") }
            }, onUnwritten: { path in runOptions.warn { Console.unkept(path) } })
        if let warning { runOptions.warn { Console.warning("\(name): \(warning)") } }
        return ComparedModel(
            name: name, model: model.summary, calibration: calibration, measurement: measurement,
            failures: failures, of: pairs)
    }

    /// - Throws: `ExitCode` 1 where a row could not be used.
    private func tellFailures(_ comparison: ModelComparison) throws {
        let failures =
            comparison.pairs.failures.map { ("row \($0.row)", $0.reason) }
            + comparison.models.flatMap { model in
                model.failures.map { ("\(model.name), row \($0.row)", $0.reason) }
            }
        guard !failures.isEmpty else { return }
        runOptions.warn { failures.map { "\($0): \($1)" }.forEach(Console.warning) }
        if runOptions.quiet {
            Console.error(
                "\(failures.count) rows could not be used; run it without --quiet to see which")
        }
        throw ExitCode(1)
    }
}
