import Charts

/// Draws the figures of pages other than a pair's.
enum StudyFigure {
    /// Two pixels to each CSS pixel, of which 96 make an inch.
    private static let resolution = 192.0
    private static let pixelsPerPoint = 96.0 / 72

    /// A chart as PNG, and as SVG that follows the reader's preference for dark pages.
    ///
    /// - Parameter formats: without SVG for charts of very many parts, which would be some MB.
    /// - Throws: `ChartError`.
    static func rendered(
        _ name: String, _ chart: some Chart, title: String, caption: String, size: FigureSize,
        formats: Set<PairFigure.Format>
    ) throws -> RenderedFigure {
        let renderer = ChartRenderer(
            options: ChartOptions(size: size, resolution: resolution))
        var contents: [PairFigure.Format: [UInt8]] = [:]
        if formats.contains(.png) { contents[.png] = try renderer.png(chart) }
        if formats.contains(.svg) { contents[.svg] = DarkColors.adapted(try renderer.svg(chart)) }
        return RenderedFigure(
            name: name, title: title, caption: caption, altText: chart.alternativeText(.long),
            width: Int((size.width * pixelsPerPoint).rounded()),
            height: Int((size.height * pixelsPerPoint).rounded()), contents: contents)
    }
}
