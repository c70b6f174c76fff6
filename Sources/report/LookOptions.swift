import ArgumentParser
import Charts

/// Size, resolution and theme of a figure.
struct LookOptions: ParsableArguments {
    @Option(
        help:
            "A size for a usual place: \(SizePreset.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var size: SizePreset?

    @Option(help: "The width, such as 89mm, 3.5in, 240pt or 1000px; with --height.")
    var width: String?

    @Option(help: "The height.")
    var height: String?

    @Option(help: "Dots per inch of a PNG.")
    var dpi: Double?

    @Option(help: "The theme: \(Theme.names.joined(separator: ", ")).")
    var theme = "light"

    func validate() throws {
        guard (width == nil) == (height == nil) else {
            throw ValidationError("--width and --height belong together")
        }
        guard size == nil || width == nil else {
            throw ValidationError("give either --size or --width and --height")
        }
        guard Theme.named(theme) != nil else {
            throw ValidationError(
                "there is no theme \"\(theme)\"; there are \(Theme.names.joined(separator: ", "))")
        }
        if let dpi, !(dpi >= 10 && dpi <= 2400) {
            throw ValidationError("--dpi takes a number from 10 to 2400, not \(dpi)")
        }
    }

    func options() throws -> ChartOptions {
        let theme = Theme.named(theme) ?? .light
        if let size {
            var options = ChartOptions(preset: size, theme: theme)
            if let dpi { options.resolution = dpi }
            return options
        }
        let resolution = dpi ?? 192
        var options = ChartOptions(resolution: resolution, theme: theme)
        if let width, let height {
            options.size = FigureSize(
                width: try Length(width), height: try Length(height), resolution: resolution)
        }
        return options
    }
}

extension SizePreset: ExpressibleByArgument {}
