/// Points on a plane, in groups, some joined to paths.
///
/// Groups differ in colour and in the shape of their markers (up to eight shapes). Labels stand beside
/// their points where they cover nothing; a note says how many found no room.
/// ```swift
/// let chart = ScatterChart(
///     title: "“bank” in 24 sentences",
///     groups: [
///         .init(name: "river", points: [.init(-1.2, 0.4, label: "s1"), .init(-1.0, 0.7)]),
///         .init(name: "money", points: [.init(1.1, -0.3, label: "s2")]),
///     ],
///     horizontalTitle: "first component", verticalTitle: "second component", aspect: .equal)
/// ```
public struct ScatterChart: Hashable, Sendable {
    /// One point.
    public struct Dot: Hashable, Sendable {
        /// Position along the horizontal axis. A point with a number that is NaN or infinite has no
        /// place; a note names it, and a path is interrupted there.
        public var x: Double
        /// Position along the vertical axis.
        public var y: Double
        public var label: String?
        /// Sets the point apart: a larger marker, and its label in bold, which finds a place before
        /// others do.
        public var isMarked: Bool

        public init(_ x: Double, _ y: Double, label: String? = nil, isMarked: Bool = false) {
            self.x = x
            self.y = y
            self.label = label
            self.isMarked = isMarked
        }
    }

    /// Points that belong together.
    public struct Group: Hashable, Sendable {
        /// Name in the legend; groups without one are not in it.
        public var name: String?
        public var points: [Dot]
        /// Joins the points in their order, with arrows that show which way.
        public var isPath: Bool

        public init(name: String? = nil, points: [Dot], isPath: Bool = false) {
            self.name = name
            self.points = points
            self.isPath = isPath
        }
    }

    /// How the two axes relate.
    public enum Aspect: Hashable, Sendable {
        /// Each axis fills its side of the plot.
        case free
        /// One unit is as long on both axes, so that distances can be compared in every direction.
        case equal
    }

    public var title: String?
    public var subtitle: String?
    public var groups: [Group]
    /// Small faint points below the others, for comparison.
    public var background: [Dot]
    /// Name of the background in the legend.
    public var backgroundName: String?
    public var horizontalTitle: String?
    public var verticalTitle: String?
    public var aspect: Aspect
    public var showsLegend: Bool
    /// Says in a note how many labels found no room. Without it they are only a help: the first points of
    /// each group find a place for theirs before the others do.
    public var countsLabels: Bool

    public init(
        title: String? = nil,
        subtitle: String? = nil,
        groups: [Group],
        background: [Dot] = [],
        backgroundName: String? = nil,
        horizontalTitle: String? = nil,
        verticalTitle: String? = nil,
        aspect: Aspect = .free,
        showsLegend: Bool = true,
        countsLabels: Bool = true
    ) {
        self.title = title
        self.subtitle = subtitle
        self.groups = groups
        self.background = background
        self.backgroundName = backgroundName
        self.horizontalTitle = horizontalTitle
        self.verticalTitle = verticalTitle
        self.aspect = aspect
        self.showsLegend = showsLegend
        self.countsLabels = countsLabels
    }
}

extension ScatterChart.Dot {
    /// Whether the point has a place.
    var isFinite: Bool { x.isFinite && y.isFinite }

    /// The label if there is something to read.
    var text: String? { label.flatMap { $0.isEmpty ? nil : $0 } }
}

extension ScatterChart {
    /// - Throws: `ChartError.empty`.
    func validate() throws {
        guard groups.contains(where: { !$0.points.isEmpty }) || !background.isEmpty else {
            throw ChartError.empty(chart: "ScatterChart", items: "points")
        }
    }
}
