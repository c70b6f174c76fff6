/// How a chart is turned into a figure. Every option has a default.
public struct ChartOptions: Hashable, Sendable {
    /// Size of the figure; `nil` takes a size that suits the kind of chart and the number of items.
    public var size: FigureSize?

    /// Dots per inch of a PNG; vector formats do not use it.
    public var resolution: Double

    public var theme: Theme

    /// The theme whose colours an SVG takes where its reader prefers dark pages; `nil` for an SVG that looks
    /// the same to all.
    ///
    /// Colours of data, and the ink on them, stay, as does everything that is no colour. Programs that know no
    /// style sheets show the colours of `theme`, as does paper; so does an SVG with text that is made of
    /// pictures, such as emoji.
    public var darkTheme: Theme?

    /// What the figure shows, for people who cannot see it: `<desc>` in an SVG, `Description` in a
    /// PNG, the subject of a PDF. `nil` takes the long alternative text.
    public var description: String?

    /// How an SVG holds its text.
    public var svgText: SVGTextForm

    public init(
        size: FigureSize? = nil,
        resolution: Double = 144,
        theme: Theme = .light,
        darkTheme: Theme? = nil,
        description: String? = nil,
        svgText: SVGTextForm = .outlines
    ) {
        self.size = size
        self.resolution = resolution
        self.theme = theme
        self.darkTheme = darkTheme
        self.description = description
        self.svgText = svgText
    }
}
