import ArgumentParser
import Charts
import ReportKit

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

    @Option(help: "The word to compare; in any case if the model does not tell cases apart.")
    var word: String

    @Option(help: "The word in the second sentence, where it is another one.")
    var word2: String?

    @Option(help: "Which occurrence of the word is meant in the first sentence, from 1.")
    var occurrence1: Int?

    @Option(help: "Which occurrence is meant in the second sentence.")
    var occurrence2: Int?

    @OptionGroup var formsOption: FormsOption

    @OptionGroup var modelOptions: ModelOptions

    @Option(help: AnalysisOptions.help)
    var analyses: AnalysisChoice = .all

    @OptionGroup var analysisOptions: AnalysisOptions

    @Option(help: "The layer of the second kind of bar chart: a number from 0, or \"last\".")
    var layer: PairAnalyzer.Layer = .last

    @Option(
        help:
            "The attention head of that chart: a number from 0, or \"mean\" (default: 8, or mean where there are fewer heads)."
    )
    var head: PairAnalyzer.Head = .standard

    @Flag(
        help:
            "Leave out the special tokens, such as [CLS] and [SEP] or <s> and </s>, and let the rest of the attention sum to 1."
    )
    var hideSpecial = false

    @Option(
        name: .customLong("id"), help: "The report's name, also its folder's (default: the word).")
    var id: String?

    @OptionGroup var reportOptions: ReportOptions

    func validate() throws {
        try analysisOptions.validate(with: analyses.needs)
        try formsOption.check(hasOneWord: true)
        for (name, value) in [("--occurrence1", occurrence1), ("--occurrence2", occurrence2)] {
            if let value, value < 1 {
                throw ValidationError("\(name) takes a number from 1 up, not \(value)")
            }
        }
    }

    func run() throws {
        var pair = SentencePair(
            sentence1.text, sentence2.text, word: word, word2: word2, id: id,
            occurrence1: occurrence1, occurrence2: occurrence2)
        let forms = try formsOption.value()
        pair.forms1 = forms(pair.word1)
        pair.forms2 = forms(pair.word2)
        let identity = ReportIdentity.pair(pair, model: modelOptions.shownName)
        try reportOptions.withFolder(SafeName.make(pair.id), identity) {
            try run(pair, identity, $0, $1)
        }
    }

    private func run(
        _ pair: SentencePair, _ identity: ReportIdentity, _ folder: ReportFolder?,
        _ design: PageDesign
    ) throws {
        let sentences = try analysisOptions.sentences()
        if folder != nil { ChartRenderer.prepareFonts() }
        let model = try modelOptions.load()
        let analyzer = try PairAnalyzer(
            model: model, layer: layer, head: head, hidesSpecial: hideSpecial,
            tools: modelOptions.tools(analyses, model, sentences))
        let result = try analyzer.analyze(pair)
        modelOptions.warn { result.warnings.forEach(Console.warning) }

        var path: String?
        if let folder {
            let figures = try PairFigures(result.analysis).rendered(
                threadCount: modelOptions.threadCount,
                formats: reportOptions.singleFile ? [.svg] : [.png, .svg])
            let report = PairReport(
                analysis: result.analysis, figures: figures,
                producer: Producer(version: ProgramVersion.number),
                date: reportOptions.shownDate, encodings: result.encodings,
                design: design, modelArgument: modelOptions.reportedFolder)
            path = try reportOptions.write(
                reportOptions.singleFile
                    ? [report.singleFile()]
                    : report.files(threadCount: modelOptions.threadCount),
                of: identity, to: folder, quiet: modelOptions.quiet)
        }

        if reportOptions.json {
            try Console.print(bytes: result.analysis.json())
        } else if !modelOptions.quiet, let path {
            try Console.print(SimilarityTable.text(for: result.analysis))
            try Console.print("\n\(path)/index.html")
        }
    }
}

extension PairAnalyzer.Layer: ExpressibleByArgument {}

extension PairAnalyzer.Head: ExpressibleByArgument {
    public var defaultValueDescription: String { self == .standard ? "8" : description }
}
