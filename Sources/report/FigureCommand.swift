import Analyses
import ArgumentParser
import Charts
import Encoder
import Files
import Foundation

/// `report figure KIND`: one figure to one file.
struct FigureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figure",
        abstract: "Draws one figure as PNG, SVG or PDF.",
        discussion: """
            \(kinds)

            Example: report figure links "She went to the bank to deposit money." --word bank \
            --layer 0 -o links.svg
            """)

    /// The kinds with what they show, a line each.
    private static var kinds: String {
        let width = FigureKind.allCases.map(\.rawValue.count).max() ?? 0
        return FigureKind.allCases.map { kind in
            kind.rawValue.padding(toLength: width + 2, withPad: " ", startingAt: 0)
                + kind.explanation + (kind.comparesSentences ? " (two sentences)" : "")
        }.joined(separator: "\n")
    }

    @Argument(help: "What to draw; \"report figure --help\" begins with the kinds.")
    var kind: FigureKind

    @Argument(help: "The sentence.")
    var sentence1: SentenceArgument

    @Argument(help: "The second sentence, for figures that compare two and for --side 2 or both.")
    var sentence2: SentenceArgument?

    @OptionGroup var wordOptions: WordOptions

    @OptionGroup var formsOption: FormsOption

    @Option(help: "The sentence to draw: 1, 2, or both as panels with one scale.")
    var side: FigureRequest.Side = .first

    @Option(help: "The layer: a name such as L3, its number, or \"last\".")
    var layer: PairAnalyzer.Layer = .last

    @Option(help: "The attention head: a number from 0, or \"mean\".")
    var head: PairAnalyzer.Head = .mean

    @Option(help: SpecialTokens.help)
    var special: SpecialTokens = .apart

    @Flag(help: "Show whole words in place of their pieces.")
    var words = false

    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            "Show the range of labelled pairs behind the similarity.",
            discussion:
                "Without them, the model needs no calibration, which takes some seconds, once."))
    var bands = true

    @Option(
        help: ArgumentHelp(
            "The tokens of a long sentence to show, those that the word attends to most and its neighbours: a number, or all. Usually as many as there is room for.",
            valueName: "n"))
    var top: TokenLimit?

    @Flag(help: "Set tokens one below the other, and bars to the right.")
    var horizontal = false

    @Option(help: "The title, or none for neither title nor subtitle.")
    var title: FigureLook.Title?

    @Option(
        help:
            "The colours of maps: \(ColorMap.all.map(\.name).joined(separator: ", ")); each also as NAME-reversed."
    )
    var colormap: ColorMap?

    @Option(help: "How numbers become colours: linear or log.")
    var scale: FigureLook.Scale = .linear

    @OptionGroup var style: StyleOptions

    @OptionGroup var modelOptions: ModelOptions

    @OptionGroup var analysisOptions: AnalysisOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The file to write, or - for standard output.", valueName: "file"))
    var output: String

    @Option(help: "The format, if the file's name does not show it: png, svg or pdf.")
    var format: FigureFormat?

    @Option(
        help: ArgumentHelp(
            "A file for the text below the figure: .tex for LaTeX, .md for Markdown, or .txt.",
            valueName: "file"))
    var caption: String?

    @Flag(help: "Print a line of Markdown with the figure and its alternative text.")
    var markdown = false

    func validate() throws {
        try analysisOptions.validate(with: needs)
        try formsOption.check(hasOneWord: true)
        if output == "-", format == nil {
            throw ValidationError("-o - needs --format png, svg or pdf")
        }
        try OutputOption.validate(output)
        if output == "-", markdown {
            throw ValidationError("--markdown needs a file to name: give -o FILE")
        }
        if let caption {
            try OutputOption.validate(caption)
            if FilePath.absolute(caption) == FilePath.absolute(output)
                || FilePath.areSameFile(caption, output)
            {
                throw ValidationError("--caption and -o name the same file")
            }
        }
    }

    func run() throws {
        let inputs = formsOption.files + analysisOptions.files + modelOptions.files
        for path in [output == "-" ? nil : output, caption].compactMap({ $0 }) {
            try OutputTarget.check(path, isNot: inputs)
        }
        // Before the model is calibrated, which takes seconds.
        if kind.comparesSentences, sentence2 == nil { throw FigureError.needsTwoSentences }
        let format = try self.format ?? FigureFormat(path: output)
        let form = try caption.map { path throws(FigureError) in
            try FigureCaption.Form(path: path)
        }
        let writer = output == "-" ? nil : FileWriter(path: output)
        let captionWriter = caption.map(FileWriter.init)
        do {
            try writer?.probe()
            try captionWriter?.probe()
            let builder = try self.builder()
            let request = try request()
            let chart = try builder.chart(request)
            let renderer = ChartRenderer(options: try style.options())
            let bytes = try format.render(chart, renderer)
            if let form, let captionWriter {
                let caption = try builder.caption(
                    request, model: modelOptions.reference.displayName)
                try captionWriter.write(caption.bytes(form))
            }
            warnOfMissingCharacters(try renderer.missingCharacters(in: chart))
            guard let writer else {
                try Console.print(bytes: bytes)
                return
            }
            try writer.write(bytes)
            if markdown {
                try Console.print(FigureMarkdown.image(chart.alternativeText(.short), output))
            }
        } catch {
            writer?.rollBack()
            captionWriter?.rollBack()
            throw error
        }
    }

    private var needs: Set<AnalysisNeed> { FigureRequest(kind, showsBands: bands).needs }

    private func request() throws -> FigureRequest {
        try FigureRequest(
            kind, side: side, layer: layer, head: head, special: special,
            mergesWords: words, showsBands: bands, limit: top ?? .automatic,
            isHorizontal: horizontal,
            room: style.figure.room(),
            look: FigureLook(title: title ?? .own, colorMap: colormap, scale: scale))
    }

    private func builder() throws -> FigureBuilder {
        let forms = try formsOption.value()
        let (model, tools) = try modelAndTools()
        let word = wordOptions.word
        var sentences = [
            WordInSentence(
                sentence1.text, word: word, occurrence: wordOptions.occurrence1,
                forms: forms(word))
        ]
        if let sentence2 {
            let word = wordOptions.word2 ?? word
            sentences.append(
                WordInSentence(
                    sentence2.text, word: word, occurrence: wordOptions.occurrence2,
                    forms: forms(word)))
        }
        return try FigureBuilder(sentences, for: [kind], model: model, tools: tools)
    }

    private func modelAndTools() throws -> (EncoderModel, AnalysisTools) {
        // Only what is measured once is kept by the hash of the weights, which takes time.
        guard !needs.isDisjoint(with: [.baseline, .calibration]) else {
            let model = try modelOptions.loadEncoder(isForFew: true)
            return (model, try modelOptions.tools(needs: needs, model, weights: ""))
        }
        let sentences = try analysisOptions.sentences()
        let list = try analysisOptions.labelledPairs()
        let model = try modelOptions.load(isForFew: true)
        return (
            model.encoder,
            try modelOptions.tools(
                needs: needs, model.encoder, weights: model.summary.sha256,
                sentences: sentences, list: list)
        )
    }

    private func warnOfMissingCharacters(_ missing: [MissingCharacters]) {
        modelOptions.warn {
            for characters in missing { Console.warning("\(characters)") }
        }
    }
}

extension FigureKind: ExpressibleByArgument {}
extension FigureRequest.Side: ExpressibleByArgument {}
extension FigureFormat: ExpressibleByArgument {}
extension TokenLimit: ExpressibleByArgument {}
extension FigureLook.Title: ExpressibleByArgument {}
extension FigureLook.Scale: ExpressibleByArgument {}
extension ColorMap: ExpressibleByArgument {
    public init?(argument: String) {
        guard let map = Self.named(argument) else { return nil }
        self = map
    }

    public static var allValueStrings: [String] { all.map(\.name) }
}
