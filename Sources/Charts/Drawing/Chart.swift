/// Something that can be drawn as a figure: `BarChart`, `Heatmap`, `LineChart`, `ScatterChart`,
/// `SmallMultiples`, `LinkChart`, and `Panels` of them.
///
/// A type of your own becomes a chart by returning the body of another one; `CustomChart` draws what no
/// other does.
/// ```swift
/// struct TokenBars: Chart {
///     var title: String? { nil }
///     var subtitle: String? { nil }
///     var body: ChartBody { BarChart(bars: [.init("bank", 0.31)]).body }
/// }
/// ```
public protocol Chart: Sendable {
    var title: String? { get }
    var subtitle: String? { get }
    var body: ChartBody { get }
}

/// How a chart is drawn; made by the library's own charts, and for each `CustomChart`.
public struct ChartBody: Sendable {
    let drawing: any ChartDrawing
}

/// What a renderer needs to know of a kind of chart.
protocol ChartDrawing: Sendable {
    /// - Throws: `ChartError`, before anything is drawn.
    func validate() throws

    /// A size that suits the number of items.
    func defaultSize(_ theme: Theme) -> FigureSize

    /// Sentences for people who cannot see the figure.
    func alternativeText(_ form: AlternativeTextForm) -> String

    /// - Throws: `ChartError.noRoom`.
    func draw(on surface: any Surface, theme: Theme) throws
}
