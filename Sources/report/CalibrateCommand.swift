import Analyses
import ArgumentParser
import Encoder
import Files
import Foundation
import Lists
import Pages
import Words

/// `report calibrate`: how well a model tells pairs whose answer is known apart.
struct CalibrateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract:
            "Measures how well a model tells labelled pairs apart, the basis of its verdicts.",
        discussion: """
            LIST has labelled pairs in any format that report batch reads; without it, the pairs that come with \
            the program are used. The measurement is kept, and the analysis verdict of report pair and report \
            batch uses it; give them the same list with --calibration. GOLD has the labels where LIST does not.

            Example: report calibrate Examples/pairs.csv -o Output
            """)

    @Argument(help: "Pairs with labels (default: those that come with the program).")
    var list: String?

    @Argument(help: "A file with their labels, if LIST does not have them.")
    var gold: String?

    @OptionGroup var listOptions: ListInputOptions

    @OptionGroup var modelOptions: ModelOptions

    @OptionGroup var reportOptions: ReportOptions

    func validate() throws {
        try listOptions.check(ListOptions.pairColumns)
    }

    func run() throws {
        let pairs = try labelledPairs()
        try reportOptions.withFolder("calibration", identity) { try run(pairs, $0, $1) }
    }

    private func labelledPairs() throws -> CalibrationList {
        guard let list else { return .shipped }
        return try CalibrationList(path: list, options: listOptions.value(gold: gold))
    }

    private var identity: ReportIdentity {
        .calibration(lists: [list, gold].compactMap(\.self), model: modelOptions.identity)
    }

    /// What makes the page again, without folders, which mean nothing elsewhere.
    private func command(_ model: LoadedModel) -> String {
        let files = [list, gold].compactMap(\.self).map(FilePath.name)
        let options = [("model", modelOptions.reportedFolder ?? model.summary.name)]
        let given = options + model.summary.loadingOptions + listOptions.given
        return ShellCommand.text(
            ["report", "calibrate"] + files
                + given.flatMap { ShellCommand.option($0, $1) } + listOptions.givenFlags)
    }

    private func run(
        _ pairs: CalibrationList, _ folder: ReportFolder?, _ design: PageDesign
    ) throws {
        let model = try modelOptions.load()
        modelOptions.warn { pairs.warnings.forEach(Console.warning) }
        let calibration = try modelOptions.run.calibration(of: model, pairs)
        let report = CalibrationReport(calibration, model: model.summary, listName: pairs.name)
        try reportOptions.publish(
            to: folder, of: identity, quiet: modelOptions.quiet, table: report.table,
            data: report.json()
        ) {
            let origin = reportOptions.origin(command(model))
            return try reportOptions.pages.singleFile
                ? [report.singleFile(origin, design)] : report.files(origin, design)
        }
    }
}
