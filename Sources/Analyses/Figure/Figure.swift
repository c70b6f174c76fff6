import Charts

/// A figure before it is drawn: the chart, and the words around it.
package struct Figure: Sendable {
    /// Its file's name without ending.
    var name: String
    /// Short heading inside the caption.
    package var title: String
    /// How to read it, in one or two sentences.
    var caption: String
    /// What it shows, for those who do not see it; `nil` for what the chart says of itself.
    var altText: String?
    /// In points; `nil` for one that suits the chart.
    package var size: FigureSize?
    /// The size of a second drawing for phones, of a figure that is wider than those; `nil` for none.
    package var narrowSize: FigureSize?
    package var chart: any Chart

    package init(
        name: String, title: String, caption: String = "", altText: String? = nil,
        size: FigureSize? = nil, narrowSize: FigureSize? = nil, chart: any Chart
    ) {
        self.name = name
        self.title = title
        self.caption = caption
        self.altText = altText
        self.size = size
        self.narrowSize = narrowSize
        self.chart = chart
    }

    /// The figure's files for a page; SVG follows the reader's preference for dark pages.
    ///
    /// - Throws: `ChartError` for a figure that cannot be drawn.
    package func rendered(_ formats: Set<PairFigure.Format>) throws -> RenderedFigure {
        func renderer(_ size: FigureSize?) -> ChartRenderer {
            ChartRenderer(
                options: ChartOptions(
                    size: size, resolution: Self.resolution, darkTheme: .dark, description: altText)
            )
        }
        let whole = renderer(size)
        var values: [ValueGrid] = []
        func contents(_ chart: some Chart) throws -> [PairFigure.Format: [UInt8]] {
            var contents: [PairFigure.Format: [UInt8]] = [:]
            if formats.contains(.png) { contents[.png] = try whole.png(chart) }
            if formats.contains(.svg) {
                (contents[.svg], values) = try whole.svgWithValues(chart)
            }
            if formats.contains(.pdf) { contents[.pdf] = try whole.pdf(chart) }
            return contents
        }
        var figure = placed(try contents(chart))
        figure.figure.values = values
        if let narrowSize, formats.contains(.svg) {
            figure.figure.narrow = .init(Self.pixels(narrowSize))
            figure.narrow = try renderer(narrowSize).svg(chart)
        }
        return figure
    }

    /// The figure with its bytes.
    package func placed(_ contents: [PairFigure.Format: [UInt8]]) -> RenderedFigure {
        let size = size ?? FigureSize(width: 540, height: 400)
        return RenderedFigure(
            name: name, title: title, caption: caption,
            altText: altText ?? chart.alternativeText(.long),
            width: Self.pixels(size).width, height: Self.pixels(size).height, contents: contents)
    }

    /// CSS pixels.
    private static func pixels(_ size: FigureSize) -> (width: Int, height: Int) {
        func pixels(_ length: Double) -> Int { Int((length * pixelsPerPoint).rounded()) }
        return (pixels(size.width), pixels(size.height))
    }

    /// Two pixels to each CSS pixel, of which 96 make an inch.
    private static let resolution = 192.0
    private static let pixelsPerPoint = 96.0 / 72
}

extension FigureSize {
    /// As wide as a phone: there, too, labels can be read without scrolling.
    package static func narrow(height: Double) -> FigureSize {
        FigureSize(width: 264, height: height)
    }

    /// Of a figure that stands beside something else at the top of a page.
    static let besideAnother = narrow(height: 186)

    /// Of a map by token or head, in points: so wide that labels fit, within a page.
    ///
    /// - Parameter labels: what the names of the rows take.
    static func width(columns: Int, labels: Double = 85) -> Double {
        min(max(440, labels + 35 * Double(columns)), 880)
    }
}
