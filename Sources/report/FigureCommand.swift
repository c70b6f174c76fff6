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

    @Argument(
        help:
            "What to draw: \(FigureKind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: FigureKind

    @Argument(help: "The sentence.")
    var sentence1: SentenceArgument

    @Argument(help: "The second sentence, for figures that compare two and for --side 2 or both.")
    var sentence2: SentenceArgument?

    @OptionGroup var wordOptions: WordOptions

    @Option(help: "The sentence to draw: 1, 2, or both as panels with one scale.")
    var side: FigureRequest.Side = .first

    @Option(help: "The layer: a number from 0, or \"last\".")
    var layer: PairAnalyzer.Layer = .last

    @Option(help: "The attention head: a number from 0, or \"mean\".")
    var head: PairAnalyzer.Head = .mean

    @Flag(
        help:
            "Leave out the special tokens, such as [CLS] and [SEP] or <s> and </s>, and let the rest of each row sum to 1."
    )
    var hideSpecial = false

    @Flag(help: "Show whole words in place of their pieces.")
    var words = false

    @OptionGroup var style: StyleOptions

    @OptionGroup var modelOptions: ModelOptions

    @OptionGroup var analysisOptions: AnalysisOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The file to write, or - for standard output.", valueName: "file"))
    var output: String

    @Option(help: "The format, if the file's name does not show it: png, svg or pdf.")
    var format: FigureFormat?

    @Flag(help: "Print a line of Markdown with the figure and its alternative text.")
    var markdown = false

    func validate() throws {
        try analysisOptions.validate(with: kind.needs)
        if output == "-", format == nil {
            throw ValidationError("-o - needs --format png, svg or pdf")
        }
        try OutputOption.validate(output)
        if output == "-", markdown {
            throw ValidationError("--markdown needs a file to name: give -o FILE")
        }
    }

    func run() throws {
        let format = try self.format ?? FigureFormat(path: output)
        let writer = output == "-" ? nil : FileWriter(path: output)
        try writer?.probe()
        do {
            let chart = try self.chart()
            let renderer = ChartRenderer(options: try style.options())
            let bytes = try format.render(chart, renderer)
            warnOfMissingCharacters(try renderer.missingCharacters(in: chart))
            guard let writer else {
                try Console.print(bytes: bytes)
                return
            }
            try writer.write(bytes)
            if markdown {
                let text = Self.markdown(chart.alternativeText(.short)).printable
                try Console.print("![\(text)](<\(output)>)")
            }
        } catch {
            writer?.rollBack()
            throw error
        }
    }

    private func chart() throws -> any Chart {
        let (model, tools) = try modelAndTools()
        let word = wordOptions.word
        var sentences = [
            WordInSentence(sentence1.text, word: word, occurrence: wordOptions.occurrence1)
        ]
        if let sentence2 {
            sentences.append(
                WordInSentence(
                    sentence2.text, word: wordOptions.word2 ?? word,
                    occurrence: wordOptions.occurrence2))
        }
        return try FigureBuilder(sentences, model: model, tools: tools).chart(
            FigureRequest(
                kind, side: side, layer: layer, head: head, hidesSpecial: hideSpecial,
                mergesWords: words))
    }

    private func modelAndTools() throws -> (EncoderModel, AnalysisTools) {
        // Only a baseline is kept by the hash of the weights, which takes time.
        guard kind.needs.contains(.baseline) else {
            let model = try modelOptions.loadEncoder()
            return (model, try modelOptions.tools(needs: kind.needs, model, weights: ""))
        }
        let sentences = try analysisOptions.sentences()
        let model = try modelOptions.load()
        return (
            model.encoder,
            try modelOptions.tools(
                needs: kind.needs, model.encoder, weights: model.summary.sha256,
                sentences: sentences)
        )
    }

    private func warnOfMissingCharacters(_ missing: [MissingCharacters]) {
        modelOptions.warn {
            for characters in missing { Console.warning("\(characters)") }
        }
    }

    /// Text inside the brackets of a Markdown image.
    private static func markdown(_ text: String) -> String {
        text.unicodeScalars.map { "\\[]*_`<>".unicodeScalars.contains($0) ? "\\\($0)" : "\($0)" }
            .joined()
    }
}

extension FigureKind: ExpressibleByArgument {}
extension FigureRequest.Side: ExpressibleByArgument {}
extension FigureFormat: ExpressibleByArgument {}
