import Charts

extension Gallery {
    /// A file of the gallery, not yet drawn.
    public struct File: Sendable, CustomStringConvertible {
        /// Below the gallery's folder.
        public let path: String
        /// - Throws: `ChartError`.
        public let bytes: @Sendable () throws -> [UInt8]

        public var description: String { path }
    }

    /// Every figure in every theme.
    public static let pictures = figures.flatMap { figure in
        themes.map { theme in
            File(path: path(figure, theme)) { try figure.renderer(theme).png(figure.chart) }
        }
    }

    /// Some of the figures in the other formats.
    public static let documents = figures.filter { ["bars", "heatmap", "line"].contains($0.name) }
        .flatMap { figure in
            [
                File(path: "Pictures/\(figure.name).svg") {
                    try figure.renderer("light").svg(figure.chart)
                },
                File(path: "Pictures/\(figure.name).pdf") {
                    try figure.renderer("light").pdf(figure.chart)
                },
            ]
        }

    /// Every figure in every format, as which other programs show it.
    public static let formats = figures.flatMap { figure in
        let renderer = figure.renderer("light")
        return [
            File(path: "\(figure.name).png") { try renderer.png(figure.chart) },
            File(path: "\(figure.name).svg") { try renderer.svg(figure.chart) },
            File(path: "\(figure.name).pdf") { try renderer.pdf(figure.chart) },
        ]
    }

    /// The page that shows them.
    public static let page = File(path: "README.md") { Array(text.utf8) }

    static func path(_ figure: GalleryFigure, _ theme: String) -> String {
        "Pictures/\(theme)/\(figure.name).png"
    }
}
