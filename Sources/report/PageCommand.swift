import Analyses
import ArgumentParser
import Batch
import Charts
import Encoder
import Foundation

/// `report page`: the pages of single pairs of a batch that was made without them.
struct PageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page",
        abstract: "Draws the pages of single pairs of a batch.",
        discussion: """
            For a batch that was made with --pages none or top: the sentences come from its journal, the options from \
            its command, and the page and its files have the bytes that --pages all gives them. The model is that of \
            the batch; where its folder lies elsewhere now, name it with --model. "report index DIR" then adds links \
            to the index.

            Example: report page Output/pairs bank-1 bank-7
            """)

    @Argument(help: "The folder of the batch.")
    var directory: String

    @Argument(help: ArgumentHelp("The ids of the pairs, as in summary.csv.", valueName: "id"))
    var ids: [String]

    @OptionGroup var modelOptions: ModelOptions

    @OptionGroup var analysisOptions: AnalysisOptions

    @OptionGroup var designOptions: DesignOptions

    @OptionGroup var driverOptions: DriverOptions

    func validate() throws { try OutputOption.validate(folder: directory) }

    func run() throws { try driverOptions.run(draw) }

    private func draw() throws {
        let pages = try LatePages(directory: directory, design: designOptions.design())
        try analysisOptions.validate(with: pages.analyses.needs)
        try ChartRenderer.checkFonts()
        let sentences = try analysisOptions.sentences()
        let list = try analysisOptions.labelledPairs()
        let model = try loadModel(of: pages)
        try pages.check(model.summary)
        let analyzer = try PairAnalyzer(
            model: model, layer: pages.layer, head: pages.head, special: pages.special,
            tools: modelOptions.tools(pages.analyses, model, sentences, list))
        var seen: Set<String> = []
        try pages.draw(
            ids.filter { seen.insert($0).inserted }, analyzer, patience: driverOptions.patience
        ) {
            Interruption.hasCome
        } onWait: { warning in
            modelOptions.warn { Console.warning(warning) }
        } onPage: { page in
            if !modelOptions.quiet { try Console.print(page) }
        }
    }

    /// Loads the model that is named, or else that of the batch.
    private func loadModel(of pages: LatePages) throws -> LoadedModel {
        let environment = ProcessInfo.processInfo.environment
        let named =
            modelOptions.model ?? environment["REPORT_MODEL"].flatMap { $0.isEmpty ? nil : $0 }
        let recorded = pages.precision.flatMap(Precision.init(rawValue:)) ?? .float32
        return try ModelOptions.load(
            ModelReference(
                named ?? pages.model, revision: modelOptions.revision ?? pages.revision,
                environment: environment),
            threadCount: modelOptions.threadCount,
            precision: modelOptions.precision == .float32 ? recorded : modelOptions.precision,
            isForFew: true, quiet: modelOptions.quiet)
    }
}
