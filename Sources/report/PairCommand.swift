import Analyses
import ArgumentParser
import Charts
import Files
import Lists
import Pages

/// `report pair`: one pair of sentences, one folder with page, figures and data.
struct PairCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pair",
        abstract: "Compares a word in two sentences and writes a report.",
        discussion: """
            Writes DIR/ID/index.html with its figures (PNG and SVG) and data (JSON and CSV), and \
            prints the similarity of the word's two vectors at every layer. A folder with another \
            report is left alone: this one then goes to DIR/ID-2.

            Example: report pair "The bank of the river was calm." "She went to the bank to \
            deposit money." --word bank -o Output
            """)

    @Argument(help: "The first sentence.")
    var sentence1: SentenceArgument

    @Argument(help: "The second sentence.")
    var sentence2: SentenceArgument

    @OptionGroup var wordOptions: WordOptions

    @OptionGroup var formsOption: FormsOption

    @OptionGroup var modelOptions: ModelOptions

    @Option(help: AnalysisOptions.help, transform: AnalysisOptions.choice)
    var analyses: AnalysisChoice = .all

    @OptionGroup var analysisOptions: AnalysisOptions

    @OptionGroup var attentionOptions: AttentionOptions

    @Option(
        name: .customLong("id"), help: "The report's name, also its folder's (default: the word).")
    var id: String?

    @OptionGroup var reportOptions: ReportOptions

    func validate() throws {
        try analysisOptions.validate(with: analyses.needs)
        try formsOption.check(hasOneWord: true)
    }

    func run() throws {
        var pair = SentencePair(
            sentence1.text, sentence2.text, word: wordOptions.word, word2: wordOptions.word2,
            id: id,
            occurrence1: wordOptions.occurrence1, occurrence2: wordOptions.occurrence2)
        let forms = try formsOption.value()
        pair.forms1 = forms(pair.word1)
        pair.forms2 = forms(pair.word2)
        let identity = ReportIdentity.pair(pair, model: modelOptions.identity)
        try reportOptions.withFolder(SafeName.make(pair.id), identity) {
            try run(pair, identity, $0, $1)
        }
    }

    private func run(
        _ pair: SentencePair, _ identity: ReportIdentity, _ folder: ReportFolder?,
        _ design: PageDesign
    ) throws {
        let sentences = try analysisOptions.sentences()
        let list = try analysisOptions.labelledPairs()
        if folder != nil { ChartRenderer.prepareFonts() }
        let model = try modelOptions.load(isForFew: true)
        let analyzer = try attentionOptions.analyzer(
            model, modelOptions.tools(analyses, model, sentences, list))
        let result = try analyzer.analyze(pair)
        modelOptions.warn { result.warnings.forEach(Console.warning) }

        let isAlone = reportOptions.pages.singleFile
        try reportOptions.publish(
            to: folder, of: identity, quiet: modelOptions.quiet,
            table: SimilarityTable.text(for: result.analysis), data: result.analysis.json()
        ) {
            let figures = try PairFigures(result.analysis).rendered(
                threadCount: modelOptions.threadCount, formats: isAlone ? [.svg] : [.png, .svg])
            let report = PairReport(
                analysis: result.analysis, figures: figures,
                producer: Producer(version: ProgramVersion.number),
                date: reportOptions.pages.shownDate, encodings: result.encodings,
                design: design, modelArgument: modelOptions.reportedFolder)
            return try isAlone
                ? [report.singleFile()] : report.files(threadCount: modelOptions.threadCount)
        }
    }
}
