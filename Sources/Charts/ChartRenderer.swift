/// Draws charts as files in memory.
///
/// The same chart and options give the same bytes, on every thread and every time. Nothing is
/// written to disk, and nothing depends on the locale or the clock.
/// ```swift
/// let renderer = ChartRenderer(options: .init(resolution: 300))
/// let png = try renderer.png(BarChart(bars: [.init("a", 1), .init("b", 2)]))
/// ```
public struct ChartRenderer: Hashable, Sendable {
    public var options: ChartOptions

    public init(options: ChartOptions = ChartOptions()) {
        self.options = options
    }

    /// Begins to read the system's fonts, on a thread of Pango's own, for a program that has other work
    /// to do before it draws its first figure. Nothing depends on it but the time of that figure.
    public static func prepareFonts() { TextSetter.prepareFonts() }

    /// Makes sure that text can be drawn, for a program that has much to do before it draws.
    /// - Throws: `ChartError.noFonts`, `.noThreads`.
    package static func checkFonts() throws { _ = try TextSetter.ofThisThread() }

    /// The libraries that draw figures here, such as `cairo 1.16.0, Pango 1.50.12`: what a report of an
    /// odd figure or a crash should name.
    public static var libraries: String { TextSetter.libraries }

    /// The chart as a PNG file.
    ///
    /// With a palette when 256 colours suffice; with the resolution (`pHYs`), the title and the
    /// description as text chunks.
    /// - Throws: `ChartError`.
    public func png(_ chart: some Chart) throws -> [UInt8] { try picture(of: chart).png() }

    /// A chart in pixels that are not packed yet.
    package struct Picture {
        fileprivate let surface: CairoSurface
        fileprivate let encoder: PNGEncoder

        /// The pixels as a PNG file.
        package func png() throws -> [UInt8] { try surface.withPixels(encoder.encode) }
    }

    /// The first half of `png`, drawing.
    package func picture(of chart: some Chart) throws -> Picture {
        let drawing = chart.body.drawing
        let size = try checkedSize(drawing)
        let resolution = options.resolution
        guard resolution > 0, resolution.isFinite else {
            throw ChartError.invalidResolution(resolution)
        }
        let scale = resolution / 72
        let (width, height) = ((size.width * scale).rounded(), (size.height * scale).rounded())
        guard max(width, height) <= Self.pixelLimit,
            width * height <= Double(ChartError.areaLimit)
        else {
            throw ChartError.tooManyPixels(
                width: width, height: height, limit: Int(Self.pixelLimit))
        }
        let surface = try CairoSurface.bitmap(
            size, pixelsWide: max(Int(width), 1), pixelsHigh: max(Int(height), 1), scale: scale,
            theme: options.theme)
        try drawing.draw(on: surface, theme: options.theme)
        let encoder = PNGEncoder(
            resolution: resolution,
            texts: [
                ("Title", chart.title ?? ""),
                ("Description", options.description ?? drawing.alternativeText(.long)),
                ("Software", "Charts"),
            ], exactColors: surface.solidColors)
        return Picture(surface: surface, encoder: encoder)
    }

    /// The chart as an SVG document, UTF-8.
    ///
    /// Text is drawn as outlines and needs no font where it is shown, unless the options want it as text.
    /// The document names and describes itself for screen readers, and its ids differ from those of other
    /// figures, so that several can be part of one page.
    /// - Throws: `ChartError`.
    public func svg(_ chart: some Chart) throws -> [UInt8] { try svgWithValues(chart).svg }

    /// The chart as an SVG document, and the places of its numbers.
    package func svgWithValues(
        _ chart: some Chart
    ) throws -> (svg: [UInt8], values: [ValueGrid]) {
        let drawing = chart.body.drawing
        let size = try checkedSize(drawing)
        let title = title(of: chart)
        let text = options.description ?? drawing.alternativeText(.long)
        let description = text == title ? "" : text
        let surface = try SVGSurface(size, theme: options.theme, textForm: options.svgText)
        try drawing.draw(on: surface, theme: options.theme)
        if surface.isComplete {
            let rules = options.darkTheme.map { SVGThemeRules(from: options.theme, to: $0) }
            let svg = surface.document(title: title, description: description, rules: rules)
            return (svg, surface.grids)
        }
        // Some text is made of pictures, such as emoji.
        let sink = ByteSink()
        let pictures = try CairoSurface.svg(size, theme: options.theme, to: sink)
        try drawing.draw(on: pictures, theme: options.theme)
        try pictures.finish()
        let svg = SVGDocument(title: title, description: description).decorate(sink.bytes)
        return (svg, surface.grids)
    }

    /// The chart as a PDF file of one page, in the size of the figure.
    ///
    /// Text stays text, which can be selected and searched for; the fonts are part of the file.
    /// Title and description are the document's, and its date is always the same.
    /// - Throws: `ChartError`.
    public func pdf(_ chart: some Chart) throws -> [UInt8] {
        let drawing = chart.body.drawing
        let size = try checkedSize(drawing)
        let sink = ByteSink()
        let surface = try CairoSurface.pdf(
            size, theme: options.theme, title: title(of: chart),
            description: options.description ?? drawing.alternativeText(.long), to: sink)
        try drawing.draw(on: surface, theme: options.theme)
        try surface.finish()
        return sink.bytes
    }

    /// The characters of a chart that no installed font has, with the packages that have them.
    ///
    /// Draw the chart all the same: such a character is drawn as a box with its number. Characters
    /// that the layout cuts off do not count.
    /// - Returns: One entry per package; empty when every character has a font.
    /// - Throws: `ChartError`.
    public func missingCharacters(in chart: some Chart) throws -> [MissingCharacters] {
        let drawing = chart.body.drawing
        // One that knows the texts of this chart only.
        let setter = try TextSetter()
        let surface = try CairoSurface.measuring(
            checkedSize(drawing), theme: options.theme, setter: setter)
        try drawing.draw(on: surface, theme: options.theme)
        return MissingCharacters.grouped(setter.missingCharacters)
    }

    private func title(of chart: some Chart) -> String {
        guard let title = chart.title, !title.isEmpty else {
            return chart.body.drawing.alternativeText(.short)
        }
        return title
    }

    /// What cairo's bitmaps can hold at most, in each direction.
    private static let pixelLimit = 32767.0

    private func checkedSize(_ drawing: any ChartDrawing) throws -> FigureSize {
        try options.theme.validate()
        try drawing.validate()
        let size = options.size ?? drawing.defaultSize(options.theme)
        let limit = Double(ChartError.sideLimit)
        guard size.width > 0, size.height > 0, size.width <= limit, size.height <= limit else {
            throw ChartError.invalidSize(width: size.width, height: size.height)
        }
        return size
    }
}
