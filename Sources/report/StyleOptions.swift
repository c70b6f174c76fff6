import Analyses
import ArgumentParser
import Charts

/// Size, resolution, theme and type of a figure.
struct StyleOptions: ParsableArguments {
    @Option(
        help:
            "A preset size: \(SizePreset.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var size: SizePreset?

    @Option(help: "The width, such as 89mm, 3.5in, 240pt or 1000px; with --height.")
    var width: String?

    @Option(help: "The height.")
    var height: String?

    @Option(help: "Dots per inch of a PNG.")
    var dpi: Double?

    @Option(
        help:
            "The theme: \(Theme.names.joined(separator: ", ")); each also as NAME-transparent.")
    var theme = "light"

    @Option(
        help: ArgumentHelp(
            "The size of labels in points of the finished figure; other type and lines keep their proportion to it.",
            valueName: "pt"))
    var fontSize: Double?

    @Option(
        help:
            "How an SVG holds its text: as outlines, which look the same everywhere, or as text, which can be edited."
    )
    var text: SVGTextForm = .outlines

    func validate() throws {
        do {
            _ = try options()
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func options() throws -> ChartOptions { try figure.options() }

    var figure: FigureStyle {
        FigureStyle(
            preset: size, width: width, height: height, resolution: dpi, theme: theme,
            fontSize: fontSize, text: text)
    }
}

extension SizePreset: ExpressibleByArgument {}
extension SVGTextForm: ExpressibleByArgument {}
