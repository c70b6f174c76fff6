import Charts

/// Size, resolution and theme of a figure, as a user gives them.
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

    package init(
        preset: SizePreset? = nil, width: String? = nil, height: String? = nil,
        resolution: Double? = nil, theme: String = "light"
    ) {
        self.preset = preset
        self.width = width
        self.height = height
        self.resolution = resolution
        self.theme = theme
    }

    /// What the renderer needs.
    /// - Throws: `FigureStyleError`; `LengthError` for a width or height that is no length.
    package func options() throws -> ChartOptions {
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
    case oneLength
    case twoSizes

    package var description: String {
        switch self {
        case .unknownTheme(let name):
            "there is no theme \"\(name)\"; there are \(Theme.names.joined(separator: ", "))"
        case .resolution(let value):
            "dpi takes a number from 10 to 2400, not \(value)"
        case .oneLength: "width and height belong together"
        case .twoSizes: "give either size or width and height"
        }
    }
}
