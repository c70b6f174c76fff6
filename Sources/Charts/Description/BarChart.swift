/// One bar per number, or a group of bars per item, in the order given.
///
/// Two items with the same label are two bars.
/// ```swift
/// let chart = BarChart(
///     title: "Attention of “bank”",
///     bars: [.init("the", 0.03), .init("bank", 0.31, isMarked: true), .init("river", 0.16)])
/// let png = try ChartRenderer().png(chart)
///
/// let grouped = BarChart(
///     bars: [.init("L0", [0.12, 0.34]), .init("L1", [0.18, 0.29])],
///     series: ["sentence 1", "sentence 2"], orientation: .horizontal)
/// ```
public struct BarChart: Hashable, Sendable {
    /// A label with its number, or with several that stand beside one another.
    public struct Bar: Hashable, Sendable {
        public var label: String
        /// Lengths of the bars. NaN and infinite values leave the bar out and say so in its place.
        public var values: [Double]
        /// Draws a single bar in the accent colour, a group on a tinted band, and the label bold.
        public var isMarked: Bool
        /// Keeps the item out of the range that the axis covers: a bar that is longer is grey, broken off
        /// at the end, and has its number.
        public var isApart: Bool

        public init(
            _ label: String, _ value: Double, isMarked: Bool = false, isApart: Bool = false
        ) {
            self.init(label, [value], isMarked: isMarked, isApart: isApart)
        }

        /// A group of bars, one per series of the chart.
        public init(
            _ label: String, _ values: [Double], isMarked: Bool = false, isApart: Bool = false
        ) {
            self.label = label
            self.values = values
            self.isMarked = isMarked
            self.isApart = isApart
        }

        /// Items that are left out here: a label without a bar.
        /// - Parameter count: Values that the other items have.
        public static func gap(_ label: String, count: Int = 1) -> Bar {
            var bar = Bar(label, Array(repeating: .nan, count: max(count, 1)))
            bar.isGap = true
            return bar
        }

        /// Whether it stands for items that are left out.
        public private(set) var isGap = false

        /// The first of the values; NaN without any.
        public var value: Double {
            get { values.first ?? .nan }
            set { values = [newValue] + values.dropFirst() }
        }
    }

    /// Where the bars point.
    public enum Orientation: Hashable, Sendable {
        /// Upwards, with the labels below.
        case vertical
        /// To the right, with the labels at the left and the first bar at the top. Suits long
        /// labels.
        case horizontal
    }

    public var title: String?
    public var subtitle: String?
    /// A part of the subtitle, or of a title without one, in Unicode scalars: that text takes one line, which
    /// is cut around this part where it is too long.
    public var focus: Range<Int>?
    /// The items; all have as many values.
    public var bars: [Bar]
    /// Names of the values of each item, for the legend; may be empty, which leaves it out.
    public var series: [String]
    public var orientation: Orientation
    /// Title of the axis that carries the labels.
    public var categoryTitle: String?
    /// Title of the axis that carries the numbers.
    public var valueTitle: String?
    /// Values at the ends of the axis; `nil` takes round numbers around the data and 0.
    /// Bars that reach beyond are cut at the end.
    public var valueRange: ClosedRange<Double>?
    /// Writes each number at the end of its bar when all of them fit, upright in narrow groups;
    /// else at marked bars that have room, and at those that are broken off.
    public var showsValues: Bool
    /// Digits after the decimal point of those numbers; `nil` follows the data.
    public var valueDecimals: Int?
    /// Shows the names of the series, if there are any.
    public var showsLegend: Bool

    public init(
        title: String? = nil,
        subtitle: String? = nil,
        bars: [Bar],
        series: [String] = [],
        orientation: Orientation = .vertical,
        categoryTitle: String? = nil,
        valueTitle: String? = nil,
        valueRange: ClosedRange<Double>? = nil,
        showsValues: Bool = true,
        valueDecimals: Int? = nil,
        showsLegend: Bool = true
    ) {
        self.title = title
        self.subtitle = subtitle
        self.bars = bars
        self.series = series
        self.orientation = orientation
        self.categoryTitle = categoryTitle
        self.valueTitle = valueTitle
        self.valueRange = valueRange
        self.showsValues = showsValues
        self.valueDecimals = valueDecimals
        self.showsLegend = showsLegend
    }
}

extension BarChart {
    /// - Throws: `ChartError.empty`, `.countMismatch`, `.infiniteRange`.
    func validate() throws {
        guard let first = bars.first else {
            throw ChartError.empty(chart: "BarChart", items: "bars")
        }
        guard !first.values.isEmpty else {
            throw ChartError.empty(chart: "BarChart.bars[0]", items: "values")
        }
        for (index, bar) in bars.enumerated() where bar.values.count != first.values.count {
            throw ChartError.countMismatch(
                place: "BarChart.bars[\(index)].values",
                items: "numbers (as many as the first bar)",
                expected: first.values.count, found: bar.values.count)
        }
        guard series.isEmpty || series.count == first.values.count else {
            throw ChartError.countMismatch(
                place: "BarChart.series", items: "names (one per value of a bar)",
                expected: first.values.count, found: series.count)
        }
        try requireFinite(valueRange, "BarChart.valueRange")
    }
}

/// - Throws: `ChartError.infiniteRange`.
func requireFinite(_ range: ClosedRange<Double>?, _ place: String) throws {
    guard let range, !(range.lowerBound.isFinite && range.upperBound.isFinite) else { return }
    throw ChartError.infiniteRange(
        place: place, lower: range.lowerBound, upper: range.upperBound)
}
