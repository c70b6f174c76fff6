/// How a chart is turned into a figure. Every option has a default.
public struct ChartOptions: Hashable, Sendable {
    /// Size of the figure; `nil` takes a size that suits the kind of chart and the number of items.
    public var size: FigureSize?

    /// Dots per inch of a PNG; vector formats do not use it.
    public var resolution: Double

    public var theme: Theme

    /// What the figure shows, for people who cannot see it: `<desc>` in an SVG, `Description` in a
    /// PNG, the subject of a PDF. `nil` takes the long alternative text.
    public var description: String?

    public init(
        size: FigureSize? = nil,
        resolution: Double = 144,
        theme: Theme = .light,
        description: String? = nil
    ) {
        self.size = size
        self.resolution = resolution
        self.theme = theme
        self.description = description
    }
}
