/// Links between two rows of tokens, the stronger the more opaque: which token attends to which.
///
/// ```swift
/// let tokens = ["she", "went", "to", "the", "bank"]
/// let chart = LinkChart(
///     title: "Where “bank” attends", sources: tokens, targets: tokens, weights: attention,
///     shownSources: [4], markedSources: [4])
/// let svg = try ChartRenderer().svg(chart)
/// ```
public struct LinkChart: Hashable, Sendable {
    /// How the tokens are arranged.
    public enum Orientation: Hashable, Sendable {
        /// Sources above, targets below.
        case rows
        /// Sources at the left, targets at the right, one below the other. Suits long tokens.
        case columns
    }

    public var title: String?
    public var subtitle: String?
    /// A part of the subtitle, or of a title without one, in Unicode scalars: that text takes one line, which
    /// is cut around this part where it is too long.
    public var focus: Range<Int>?
    /// Where links begin. Equal tokens stay separate.
    public var sources: [String]
    /// Where links end.
    public var targets: [String]
    /// Sources × targets. The magnitude is the opacity and the width of a link: zero is no link;
    /// negative weights are dashed; NaN and infinite ones are thin, dotted and grey.
    ///
    /// Links too weak to be seen, below 2 % of `fullWeight`, are left out, and so are the weakest of
    /// more than 20 000; a note says so.
    public var weights: [[Double]]
    /// The sources whose links are drawn; `nil` for all of them.
    public var shownSources: Set<Int>?
    /// Sources in bold, with links in the accent colour.
    public var markedSources: Set<Int>
    /// Targets in bold, with links in the accent colour.
    public var markedTargets: Set<Int>
    /// Targets that do not count for the scale: without a `fullWeight` the largest magnitude of the others
    /// is opaque. Stronger links to these are broad and grey, and the legend says so.
    public var apartTargets: Set<Int>
    public var orientation: Orientation
    public var sourceTitle: String?
    public var targetTitle: String?
    /// What the weights are, for the legend.
    public var valueTitle: String?
    /// The weight of an opaque link, above 0; `nil` takes the largest magnitude that is drawn.
    public var fullWeight: Double?
    public var showsLegend: Bool

    public init(
        title: String? = nil,
        subtitle: String? = nil,
        sources: [String],
        targets: [String],
        weights: [[Double]],
        shownSources: Set<Int>? = nil,
        markedSources: Set<Int> = [],
        markedTargets: Set<Int> = [],
        apartTargets: Set<Int> = [],
        orientation: Orientation = .rows,
        sourceTitle: String? = nil,
        targetTitle: String? = nil,
        valueTitle: String? = nil,
        fullWeight: Double? = nil,
        showsLegend: Bool = true
    ) {
        self.title = title
        self.subtitle = subtitle
        self.sources = sources
        self.targets = targets
        self.weights = weights
        self.shownSources = shownSources
        self.markedSources = markedSources
        self.markedTargets = markedTargets
        self.apartTargets = apartTargets
        self.orientation = orientation
        self.sourceTitle = sourceTitle
        self.targetTitle = targetTitle
        self.valueTitle = valueTitle
        self.fullWeight = fullWeight
        self.showsLegend = showsLegend
    }
}

extension LinkChart {
    /// - Throws: `ChartError.empty`, `.countMismatch`, `.indexOutOfRange`, `.notFinite`,
    ///   `.notPositive`.
    func validate() throws {
        guard !sources.isEmpty else { throw ChartError.empty(chart: "LinkChart", items: "sources") }
        guard !targets.isEmpty else { throw ChartError.empty(chart: "LinkChart", items: "targets") }
        guard weights.count == sources.count else {
            throw ChartError.countMismatch(
                place: "LinkChart.weights", items: "rows (one per source)",
                expected: sources.count, found: weights.count)
        }
        for (row, numbers) in weights.enumerated() where numbers.count != targets.count {
            throw ChartError.countMismatch(
                place: "LinkChart.weights[\(row)]", items: "numbers (one per target)",
                expected: targets.count, found: numbers.count)
        }
        try requireIndices(shownSources ?? [], sources.count, "LinkChart.shownSources")
        try requireIndices(markedSources, sources.count, "LinkChart.markedSources")
        try requireIndices(markedTargets, targets.count, "LinkChart.markedTargets")
        try requireIndices(apartTargets, targets.count, "LinkChart.apartTargets")
        guard let fullWeight else { return }
        guard fullWeight.isFinite else {
            throw ChartError.notFinite(place: "LinkChart.fullWeight", value: fullWeight)
        }
        guard fullWeight > 0 else {
            throw ChartError.notPositive(place: "LinkChart.fullWeight", value: fullWeight)
        }
    }
}
