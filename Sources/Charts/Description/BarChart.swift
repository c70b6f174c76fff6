/// One bar per item, in the order given.
///
/// Two items with the same label are two bars.
/// ```swift
/// let chart = BarChart(
///     title: "Attention of “bank”",
///     bars: [.init("the", 0.03), .init("bank", 0.31, isMarked: true), .init("river", 0.16)])
/// let png = try ChartRenderer().png(chart)
/// ```
public struct BarChart: Hashable, Sendable {
    /// A label with its number.
    public struct Bar: Hashable, Sendable {
        public var label: String
        /// Length of the bar. NaN and infinite values leave the bar out and say so in its place.
        public var value: Double
        /// Draws the bar in the accent colour, with a bold label.
        public var isMarked: Bool

        public init(_ label: String, _ value: Double, isMarked: Bool = false) {
            self.label = label
            self.value = value
            self.isMarked = isMarked
        }
    }

    public var title: String?
    public var subtitle: String?
    public var bars: [Bar]
    /// Title of the axis that carries the labels.
    public var categoryTitle: String?
    /// Title of the axis that carries the numbers.
    public var valueTitle: String?
    /// Values at the ends of the axis; `nil` takes round numbers around the data and 0.
    /// Bars that reach beyond are cut at the end.
    public var valueRange: ClosedRange<Double>?
    /// Writes each number at the end of its bar when all of them fit.
    public var showsValues: Bool
    /// Digits after the decimal point of those numbers; `nil` follows the data.
    public var valueDecimals: Int?

    public init(
        title: String? = nil,
        subtitle: String? = nil,
        bars: [Bar],
        categoryTitle: String? = nil,
        valueTitle: String? = nil,
        valueRange: ClosedRange<Double>? = nil,
        showsValues: Bool = true,
        valueDecimals: Int? = nil
    ) {
        self.title = title
        self.subtitle = subtitle
        self.bars = bars
        self.categoryTitle = categoryTitle
        self.valueTitle = valueTitle
        self.valueRange = valueRange
        self.showsValues = showsValues
        self.valueDecimals = valueDecimals
    }
}

extension BarChart {
    /// - Throws: `ChartError.empty`, `.infiniteRange`.
    func validate() throws {
        guard !bars.isEmpty else { throw ChartError.empty(chart: "BarChart", items: "bars") }
        try requireFinite(valueRange, "BarChart.valueRange")
    }
}

/// - Throws: `ChartError.infiniteRange`.
func requireFinite(_ range: ClosedRange<Double>?, _ place: String) throws {
    guard let range, !(range.lowerBound.isFinite && range.upperBound.isFinite) else { return }
    throw ChartError.infiniteRange(
        place: place, lower: range.lowerBound, upper: range.upperBound)
}
