import Analyses
import ArgumentParser
import Charts

/// Size, resolution and theme of a figure.
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

    func validate() throws {
        do {
            _ = try options()
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func options() throws -> ChartOptions {
        try FigureStyle(
            preset: size, width: width, height: height, resolution: dpi, theme: theme
        ).options()
    }
}

extension SizePreset: ExpressibleByArgument {}
