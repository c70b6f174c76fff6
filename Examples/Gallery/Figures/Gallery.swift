import Charts

/// A figure of the gallery: a chart with a name and the place that it is made for.
public struct GalleryFigure: Sendable {
    /// The name of its files.
    public let name: String
    /// How it is made.
    public let caption: String
    /// The place that it is made for; `nil` lets the chart choose its size.
    public let preset: SizePreset?
    public let chart: any Chart

    init(_ name: String, _ caption: String, preset: SizePreset? = nil, _ chart: any Chart) {
        self.name = name
        self.caption = caption
        self.preset = preset
        self.chart = chart
    }

    /// Draws the figure in a theme, by name.
    public func renderer(_ theme: String) -> ChartRenderer {
        let theme = Theme.named(theme) ?? .light
        return ChartRenderer(
            options: preset.map { ChartOptions(preset: $0, theme: theme) }
                ?? ChartOptions(theme: theme))
    }
}

/// What the gallery shows: every figure in every theme.
public enum Gallery {
    public static let themes = Theme.names + ["transparent"]

    public static let groups: [(title: String, source: String, figures: [GalleryFigure])] = [
        ("Bars", "Bars", GalleryFigure.bars),
        ("Heatmaps", "Heatmaps", GalleryFigure.heatmaps),
        ("Lines", "Lines", GalleryFigure.lines),
        ("Scatters", "Scatters", GalleryFigure.scatters),
        ("Small multiples", "Grids", GalleryFigure.grids),
        ("Links", "Links", GalleryFigure.links),
        ("Panels", "PanelFigures", GalleryFigure.panels),
        ("Small and long", "SmallAndLong", GalleryFigure.smallAndLong),
        ("Numbers out of the ordinary", "OddNumbers", GalleryFigure.oddNumbers),
        ("Labels out of the ordinary", "OddLabels", GalleryFigure.oddLabels),
    ]

    public static let figures = groups.flatMap(\.figures)
}
