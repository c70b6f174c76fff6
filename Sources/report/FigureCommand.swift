import ArgumentParser
import Charts
import Encoder
import Foundation
import ReportKit

/// `report figure KIND`: one figure to one file.
struct FigureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "figure",
        abstract: "Draws one figure as PNG, SVG or PDF.",
        discussion: """
            similarity  the cosine of the word's two vectors, layer by layer (two sentences)
            bars        where the word attends in one layer
            heatmap     where the word attends, layer by token
            tokens      which token attends to which in one layer
            heads       the same in every layer and head, as small maps
            links       where the word attends, as lines between two rows of tokens

            rollout           where the word's vector comes from, layer by token
            norm              what attention gives to the word, layer by token
            head-profile      how widely each head looks (--side both: and how differently)
            head-plane        the heads on a plane, near where they attend alike
            head-distance     how differently every two heads attend (--side both: in both sentences)
            corrected         the cosine, what unrelated words have, and the difference
            token-similarity  the cosine of every token with every token of the other sentence
            neighbours        the tokens of the other sentence that the word is nearest to
            substitutes       words that the model would put in the word's place
            geometry          the word's path through the layers, on a plane
            (the last five: of two sentences)

            Example: report figure links "She went to the bank to deposit money." --word bank \
            --layer 0 -o links.svg
            """)

    @Argument(
        help:
            "What to draw: \(FigureRequest.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kind: FigureRequest.Kind

    @Argument(help: "The sentence.")
    var sentence1: SentenceArgument

    @Argument(help: "The second sentence, for figures that compare two and for --side 2 or both.")
    var sentence2: SentenceArgument?

    @Option(help: "The word.")
    var word: String

    @Option(help: "The word in the second sentence, where it is another one.")
    var word2: String?

    @Option(help: "Which occurrence of the word is meant in the first sentence, from 1.")
    var occurrence1: Int?

    @Option(help: "Which occurrence is meant in the second sentence.")
    var occurrence2: Int?

    @Option(help: "The sentence to draw: 1, 2, or both as panels with one scale.")
    var side: FigureRequest.Side = .first

    @Option(help: "The layer: a number from 0, or \"last\".")
    var layer: PairAnalyzer.Layer = .last

    @Option(help: "The attention head: a number from 0, or \"mean\".")
    var head: PairAnalyzer.Head = .mean

    @Flag(help: "Leave out [CLS] and [SEP] and let the rest of each row sum to 1.")
    var hideSpecial = false

    @Flag(help: "Show whole words in place of their pieces.")
    var words = false

    @OptionGroup var look: LookOptions

    @OptionGroup var modelOptions: ModelOptions

    @OptionGroup var analysisOptions: AnalysisOptions

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp("The file to write, or - for standard output.", valueName: "file"))
    var output: String

    @Option(help: "The format, where the file's name does not say it: png, svg or pdf.")
    var format: FigureFormat?

    @Flag(help: "Print a line of Markdown with the figure and its alternative text.")
    var markdown = false

    func validate() throws {
        try analysisOptions.validate(with: kind.analyses)
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
            let renderer = ChartRenderer(options: try look.options())
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
        var sentences = [WordInSentence(sentence1.text, word: word, occurrence: occurrence1)]
        if let sentence2 {
            sentences.append(
                WordInSentence(sentence2.text, word: word2 ?? word, occurrence: occurrence2))
        }
        return try FigureBuilder(sentences, model: model, tools: tools).chart(
            FigureRequest(
                kind, side: side, layer: layer, head: head, hidesSpecial: hideSpecial,
                mergesWords: words))
    }

    private func modelAndTools() throws -> (EncoderModel, AnalysisTools) {
        let analyses = kind.analyses
        // Only a baseline is kept by the hash of the weights, which takes time.
        guard analyses.contains(.corrected) else {
            let model = try modelOptions.loadEncoder()
            return (model, try modelOptions.tools(analyses, model, weights: ""))
        }
        let sentences = try analysisOptions.sentences()
        let model = try modelOptions.load()
        return (model.encoder, try modelOptions.tools(analyses, model, sentences))
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

extension FigureRequest.Kind: ExpressibleByArgument {}
extension FigureRequest.Side: ExpressibleByArgument {}
extension FigureFormat: ExpressibleByArgument {}
