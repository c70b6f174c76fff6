import Charts

/// What a user changes of a figure besides its size and theme.
package struct FigureLook: Hashable, Sendable {
    /// The heading.
    package enum Title: Hashable, Sendable, LosslessStringConvertible {
        /// What the kind of figure calls itself.
        case own
        /// No title and no subtitle, for a figure with a caption.
        case none
        case text(String)

        package init(_ text: String) { self = text == "none" ? .none : .text(text) }

        package var description: String {
            switch self {
            case .own: "own"
            case .none: "none"
            case .text(let text): text
            }
        }
    }

    /// How numbers become colours.
    package enum Scale: String, CaseIterable, Sendable {
        case linear
        /// Equal ratios are equal steps of colour, over `decades` below the largest number.
        case log
    }

    var title: Title
    /// `nil` for the figure's own.
    var colorMap: ColorMap?
    var scale: Scale
    /// Whether a colour map or scale for a figure without colours is refused; settings of a whole list
    /// hold for those of its figures that have colours.
    var refusesMismatch: Bool

    package init(
        title: Title = .own, colorMap: ColorMap? = nil, scale: Scale = .linear,
        refusesMismatch: Bool = true
    ) {
        self.title = title
        self.colorMap = colorMap
        self.scale = scale
        self.refusesMismatch = refusesMismatch
    }

    /// The powers of ten that a logarithmic scale spans at most: what is smaller cannot be told from 0
    /// beside the largest.
    private static let decades = 4

    /// The chart with this look.
    /// - Throws: `FigureError.noColors`, `.noLogarithm`.
    func applied(to chart: any Chart, of kind: FigureKind) throws -> any Chart {
        var chart = chart
        if colorMap != nil || scale == .log {
            let colored = try colored(chart, kind)
            if colored == nil, refusesMismatch {
                throw FigureError.noColors(
                    kind: kind.rawValue, option: colorMap != nil ? "colormap" : "scale")
            }
            chart = colored ?? chart
        }
        guard title != .own, var titled = chart as? any TitledChart else { return chart }
        switch title {
        case .own: break
        case .none: (titled.title, titled.subtitle) = (nil, nil)
        case .text(let text): titled.title = text
        }
        return titled
    }

    /// - Returns: `nil` for a chart without a scale of colours.
    private func colored(_ chart: any Chart, _ kind: FigureKind) throws -> (any Chart)? {
        if var panels = chart as? Panels {
            let charts = try panels.charts.map { try colored($0, kind) }
            guard charts.contains(where: { $0 != nil }) else { return nil }
            panels.charts = zip(charts, panels.charts).map { $0 ?? $1 }
            return panels
        }
        if var map = chart as? Heatmap {
            let range = try logarithmicRange(
                map.values.joined(), map.colorRange, map.colorScale, map.colorMap, kind)
            if let range { (map.colorScale, map.colorRange) = (.logarithmic, range) }
            if let colorMap { map.colorMap = colorMap }
            return map
        }
        if var map = chart as? SmallMultiples {
            let range = try logarithmicRange(
                map.panels.joined().joined().joined(), map.colorRange, map.colorScale,
                map.colorMap, kind)
            if let range { (map.colorScale, map.colorRange) = (.logarithmic, range) }
            if let colorMap { map.colorMap = colorMap }
            return map
        }
        return nil
    }

    /// The range of a logarithmic scale; `nil` where a linear one is to stay.
    private func logarithmicRange(
        _ numbers: some Sequence<Double>, _ range: ClosedRange<Double>?,
        _ linear: ColorScaleKind, _ map: ColorMap?, _ kind: FigureKind
    ) throws -> ClosedRange<Double>? {
        guard scale == .log else { return nil }
        if linear == .linear, map?.isDiverging != true,
            let range = Self.logarithmicRange(numbers, range)
        {
            return range
        }
        guard !refusesMismatch else { throw FigureError.noLogarithm(kind: kind.rawValue) }
        return nil
    }

    /// - Parameter range: that of the linear scale.
    /// - Returns: `nil` where no number is above 0.
    private static func logarithmicRange(
        _ numbers: some Sequence<Double>, _ range: ClosedRange<Double>?
    ) -> ClosedRange<Double>? {
        let positive = numbers.filter { $0 > 0 && $0.isFinite }
        guard let smallest = positive.min(), let largest = positive.max() else { return nil }
        let high = range.map { $0.upperBound > 0 ? $0.upperBound : largest } ?? largest
        var low = high
        for _ in 0..<decades where low > smallest { low /= 10 }
        return min(max(low, smallest), high)...high
    }
}

// MARK: - Charts

/// A chart whose heading can be changed.
private protocol TitledChart: Chart {
    var title: String? { get set }
    var subtitle: String? { get set }
}

extension BarChart: TitledChart {}
extension Heatmap: TitledChart {}
extension LineChart: TitledChart {}
extension LinkChart: TitledChart {}
extension Panels: TitledChart {}
extension ScatterChart: TitledChart {}
extension SmallMultiples: TitledChart {}
