import Charts
import Encoder

/// Size, resolution, theme and type of a figure, as a user gives them.
package struct FigureStyle: Equatable, Sendable {
    /// A size for a usual place.
    var preset: SizePreset?
    /// With `height`, and not with a preset: `89mm`, `1000px`.
    var width: String?
    var height: String?
    /// Dots per inch of a PNG, 10 to 2400; `nil` for the preset's, else 192.
    var resolution: Double?
    /// One of `Theme.names`.
    var theme: String
    /// Of labels, in points of the finished figure, 3 to 72; all other type and the lines keep their
    /// proportion to it. `nil` for what suits the preset.
    var fontSize: Double?
    /// How an SVG holds its text.
    var text: SVGTextForm

    package init(
        preset: SizePreset? = nil, width: String? = nil, height: String? = nil,
        resolution: Double? = nil, theme: String = "light", fontSize: Double? = nil,
        text: SVGTextForm = .outlines
    ) {
        self.preset = preset
        self.width = width
        self.height = height
        self.resolution = resolution
        self.theme = theme
        self.fontSize = fontSize
        self.text = text
    }

    /// Whether it is for dark pages.
    package var isDark: Bool {
        Theme.named(theme).map { $0.text == Theme.dark.text } ?? false
    }

    /// What the renderer needs.
    /// - Throws: `FigureStyleError`; `LengthError` for a width or height that is no length.
    package func options() throws -> ChartOptions {
        var options = try sizedOptions()
        options.svgText = text
        if let fontSize {
            guard 3...72 ~= fontSize else { throw FigureStyleError.fontSize(fontSize) }
            options.theme = options.theme.scaled(by: fontSize / options.theme.labelSize)
        }
        return options
    }

    private func sizedOptions() throws -> ChartOptions {
        guard let theme = Theme.named(theme) else {
            throw FigureStyleError.unknownTheme(theme)
        }
        if let resolution, !(10...2400 ~= resolution) {
            throw FigureStyleError.resolution(resolution)
        }
        guard (width == nil) == (height == nil) else { throw FigureStyleError.oneLength }
        if let preset {
            guard width == nil else { throw FigureStyleError.twoSizes }
            var options = ChartOptions(preset: preset, theme: theme)
            // Beamed on a wall, pale colours are white.
            if preset.isSlide, theme.colorMap == Theme.light.colorMap {
                options.theme.colorMap = .viridis
            }
            if let resolution { options.resolution = resolution }
            return options
        }
        let resolution = resolution ?? Self.standardResolution
        var options = ChartOptions(resolution: resolution, theme: theme)
        if let width, let height {
            options.size = FigureSize(
                width: try Length(width), height: try Length(height), resolution: resolution)
        }
        return options
    }

    /// Two pixels to each CSS pixel.
    private static let standardResolution = 192.0
}

/// Settings of a figure that do not go together or do not exist.
package enum FigureStyleError: Error, Equatable, CustomStringConvertible {
    case unknownTheme(String)
    case resolution(Double)
    case fontSize(Double)
    case oneLength
    case twoSizes

    package var description: String {
        switch self {
        case .unknownTheme(let name):
            "there is no theme \"\(name)\"; "
                + (nearestName(to: name, among: Theme.names).map { "did you mean \($0)?" }
                    ?? "there are \(Theme.names.joined(separator: ", "))")
        case .fontSize(let value): "font-size takes a number of points from 3 to 72, not \(value)"
        case .resolution(let value):
            "dpi takes a number from 10 to 2400, not \(value)"
        case .oneLength: "width and height belong together"
        case .twoSizes: "give either size or width and height"
        }
    }
}
