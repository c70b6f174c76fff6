/// Numbers along a row of labels, joined by lines.
///
/// ```swift
/// let chart = LineChart(
///     labels: ["emb", "L0", "L1"], series: [.init(values: [0.9581, 0.8804, 0.8569])],
///     valueTitle: "Cosine similarity")
/// ```
public struct LineChart: Hashable, Sendable {
    /// One line; it has a number for every label, or places of its own.
    public struct Series: Hashable, Sendable {
        /// Name at the end of the line or in the legend; a chart without names has neither.
        public var name: String?
        /// One number per label, or per place. NaN and infinite numbers interrupt the line and say so.
        public var values: [Double]
        /// Where the numbers stand along the axis, counted in labels: 0 is the middle of the first, 1.5 is
        /// halfway between the second and the third. `nil` puts one at each label. With places, numbers
        /// are not written beside points.
        public var places: [Double]?

        public init(name: String? = nil, values: [Double], places: [Double]? = nil) {
            self.name = name
            self.values = values
            self.places = places
        }
    }

    /// A range of numbers for every label, drawn as an area behind the lines.
    public struct Band: Hashable, Sendable {
        /// Name in the legend; a band without one is not in it.
        public var name: String?
        /// One range per label; finite.
        public var ranges: [ClosedRange<Double>]
        /// The index of the line whose colour it has; `nil` for a colour of its own.
        public var series: Int?

        public init(name: String? = nil, ranges: [ClosedRange<Double>], series: Int? = nil) {
            self.name = name
            self.ranges = ranges
            self.series = series
        }
    }

    /// Where the names of the series are.
    public enum NamePlacement: Hashable, Sendable {
        /// At the ends of the lines when all of them fit there, else in a legend.
        case automatic
        /// In a legend above the plot.
        case legend
        /// Nowhere.
        case hidden
    }

    public var title: String?
    public var subtitle: String?
    /// A part of the subtitle, or of a title without one, in Unicode scalars: that text takes one line, which
    /// is cut around this part where it is too long.
    public var focus: Range<Int>?
    /// Positions along the horizontal axis, in order.
    public var labels: [String]
    public var series: [Series]
    public var categoryTitle: String?
    public var valueTitle: String?
    /// Values at the ends of the axis; `nil` takes round numbers around the data, not always 0.
    public var valueRange: ClosedRange<Double>?
    /// Writes each number beside its point when all of them fit.
    public var showsValues: Bool
    /// Digits after the decimal point of those numbers; `nil` follows the data.
    public var valueDecimals: Int?
    public var names: NamePlacement
    /// Areas behind the lines; the first has the first colour after those of the lines.
    public var bands: [Band]

    public init(
        title: String? = nil,
        subtitle: String? = nil,
        labels: [String],
        series: [Series],
        categoryTitle: String? = nil,
        valueTitle: String? = nil,
        valueRange: ClosedRange<Double>? = nil,
        showsValues: Bool = true,
        valueDecimals: Int? = nil,
        names: NamePlacement = .automatic,
        bands: [Band] = []
    ) {
        self.title = title
        self.subtitle = subtitle
        self.labels = labels
        self.series = series
        self.categoryTitle = categoryTitle
        self.valueTitle = valueTitle
        self.valueRange = valueRange
        self.showsValues = showsValues
        self.valueDecimals = valueDecimals
        self.names = names
        self.bands = bands
    }
}

extension LineChart {
    /// - Throws: `ChartError.empty`, `.countMismatch`, `.infiniteRange`, `.outsideAxis`.
    func validate() throws {
        guard !labels.isEmpty else { throw ChartError.empty(chart: "LineChart", items: "labels") }
        guard !series.isEmpty else { throw ChartError.empty(chart: "LineChart", items: "series") }
        for (index, line) in series.enumerated() {
            let expected = line.places?.count ?? labels.count
            guard line.values.count == expected else {
                throw ChartError.countMismatch(
                    place: "LineChart.series[\(index)].values",
                    items: "numbers (one per \(line.places == nil ? "label" : "place"))",
                    expected: expected, found: line.values.count)
            }
            for place in line.places ?? [] {
                guard place >= 0, place <= Double(labels.count - 1) else {
                    throw ChartError.outsideAxis(
                        place: "LineChart.series[\(index)].places", value: place,
                        last: labels.count - 1)
                }
            }
        }
        for (index, band) in bands.enumerated() {
            guard band.ranges.count == labels.count else {
                throw ChartError.countMismatch(
                    place: "LineChart.bands[\(index)].ranges", items: "ranges (one per label)",
                    expected: labels.count, found: band.ranges.count)
            }
            for range in band.ranges {
                try requireFinite(range, "LineChart.bands[\(index)].ranges")
            }
        }
        try requireFinite(valueRange, "LineChart.valueRange")
    }
}

extension LineChart.Series {
    /// Where its number of an index stands, in labels.
    func place(_ index: Int) -> Double {
        guard let places else { return Double(index) }
        return index < places.count ? places[index] : .nan
    }
}
