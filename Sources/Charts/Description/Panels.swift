/// Several charts in one figure, side by side or one below the other.
///
/// Plots of a row and of a column line up. Charts of one kind share their scale, and heatmaps of one
/// kind their colour bar, so that the panels can be compared.
/// ```swift
/// let figure = Panels(
///     title: "Where “bank” attends",
///     charts: [
///         BarChart(title: "river", bars: first), BarChart(title: "deposit", bars: second),
///     ])
/// let png = try ChartRenderer().png(figure)
/// ```
public struct Panels: Sendable {
    public var title: String?
    public var subtitle: String?
    /// The panels, row by row.
    public var charts: [any Chart]
    /// Panels of a row, from 1 to the number of charts, to which other numbers are moved: 1 stacks them;
    /// `nil` stacks them or puts all side by side as it suits the size of the figure. Where the data would
    /// have too little room, the figure may take the other of these two.
    public var columns: Int?
    /// Gives charts of one kind the same range of values, colours or weights, and shows a colour
    /// bar or legend that is the same in all panels once. Ranges that the charts give themselves are
    /// part of the common one.
    public var sharesScale: Bool

    public init(
        title: String? = nil,
        subtitle: String? = nil,
        charts: [any Chart],
        columns: Int? = nil,
        sharesScale: Bool = true
    ) {
        self.title = title
        self.subtitle = subtitle
        self.charts = charts
        self.columns = columns
        self.sharesScale = sharesScale
    }
}

extension Panels {
    /// - Throws: `ChartError.empty`, and what the charts find wrong with themselves.
    func validate() throws {
        guard !charts.isEmpty else { throw ChartError.empty(chart: "Panels", items: "charts") }
        for chart in charts { try chart.body.drawing.validate() }
    }
}
