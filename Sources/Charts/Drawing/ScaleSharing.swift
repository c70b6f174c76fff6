/// What the panels of a figure can have in common.
enum ScaleKind: Hashable {
    case bars(BarChart.Orientation)
    case lines
    case colors(ColorMap, ColorScaleKind)
    case links
}

/// A chart whose scale can be that of its neighbours.
protocol ScaleSharing: PlannedDrawing {
    /// Only scales of one kind can be shared.
    func scaleKind(_ theme: Theme) -> ScaleKind
    /// What the scale has to cover; `nil` when there are no numbers.
    func scaleRange(_ theme: Theme) -> ClosedRange<Double>?
    /// The title of the scale.
    var valueTitle: String? { get }
    func legend(_ theme: Theme) -> [Legend.Entry]

    /// The chart with another range, and without the key that is shown elsewhere.
    func sharing(_ range: ClosedRange<Double>?, showsKey: Bool) -> any ScaleSharing
}

/// A chart whose numbers are colours.
protocol ColorSharing: ScaleSharing {
    associatedtype Values: Sequence<Double>

    var allValues: Values { get }
    /// Those that do not count for the scale.
    var apartValues: [Double] { get }
    /// Those that count for it; `nil` for all.
    var scaledValues: [Double]? { get }
    var colorRange: ClosedRange<Double>? { get set }
    /// `nil` for that of the theme.
    var colorMap: ColorMap? { get }
    var colorScale: ColorScaleKind { get }
    var showsColorBar: Bool { get set }
}

extension ColorSharing {
    func scale(_ theme: Theme) -> ColorScale {
        let map = colorMap ?? theme.colorMap
        if let colorRange {
            return ColorScale(domain: colorRange, map: map, kind: colorScale)
        }
        guard let scaledValues else {
            return ColorScale(of: allValues, map: map, kind: colorScale)
        }
        return ColorScale(of: scaledValues, map: map, kind: colorScale)
    }

    func scaleKind(_ theme: Theme) -> ScaleKind {
        let scale = scale(theme)
        return .colors(scale.map, scale.kind)
    }

    func exceptions(_ theme: Theme) -> [CellException] {
        CellException.found(in: allValues, apart: apartValues, on: scale(theme))
    }

    func scaleRange(_ theme: Theme) -> ClosedRange<Double>? {
        let scale = scale(theme)
        let hasRange = colorRange != nil || allValues.contains { scale.fraction($0) != nil }
        return hasRange ? scale.domain : nil
    }

    /// The key of the colours, where it stands below the title.
    func legend(_ theme: Theme) -> [Legend.Entry] {
        guard showsColorBar, !theme.detail.showsColorBar else { return [] }
        return .colors(scale(theme), exceptions(theme))
    }

    /// The key of the colours, where it stands beside the plot; else nothing.
    func colorBar(on surface: any Surface, theme: Theme) -> [any PlotPart] {
        guard showsColorBar, theme.detail.showsColorBar else { return [] }
        return [
            ColorBar(
                scale: scale(theme), title: valueTitle, exceptions: exceptions(theme),
                theme: theme, surface: surface)
        ]
    }

    func sharing(_ range: ClosedRange<Double>?, showsKey: Bool) -> any ScaleSharing {
        var copy = self
        copy.colorRange = range ?? colorRange
        copy.showsColorBar = showsKey && showsColorBar
        return copy
    }
}

extension [Legend.Entry] {
    /// The key of a colour scale, and of what has no place on it.
    static func colors(_ scale: ColorScale, _ exceptions: [CellException]) -> [Legend.Entry] {
        [Legend.Entry(scale: scale)]
            + exceptions.map { Legend.Entry(exception: $0, on: scale) }
    }
}

extension Heatmap: ColorSharing {}

extension SmallMultiples: ColorSharing {}

extension BarChart: ScaleSharing {
    func scaleKind(_ theme: Theme) -> ScaleKind { .bars(orientation) }
    func scaleRange(_ theme: Theme) -> ClosedRange<Double>? {
        valueRange != nil || bars.contains { $0.values.contains(where: \.isFinite) } ? domain : nil
    }

    func sharing(_ range: ClosedRange<Double>?, showsKey: Bool) -> any ScaleSharing {
        var copy = self
        copy.valueRange = range ?? valueRange
        copy.showsLegend = showsKey && showsLegend
        return copy
    }
}

extension LineChart: ScaleSharing {
    func scaleKind(_ theme: Theme) -> ScaleKind { .lines }
    func scaleRange(_ theme: Theme) -> ClosedRange<Double>? {
        valueRange != nil || series.contains { $0.values.contains(where: \.isFinite) }
            ? domain : nil
    }

    func sharing(_ range: ClosedRange<Double>?, showsKey: Bool) -> any ScaleSharing {
        var copy = self
        copy.valueRange = range ?? valueRange
        if !showsKey { copy.names = .hidden }
        return copy
    }
}

extension LinkChart: ScaleSharing {
    func scaleKind(_ theme: Theme) -> ScaleKind { .links }
    func scaleRange(_ theme: Theme) -> ClosedRange<Double>? {
        let links = Links(self)
        return fullWeight != nil || !links.visible.isEmpty ? 0...links.fullWeight : nil
    }

    func legend(_ theme: Theme) -> [Legend.Entry] {
        showsLegend ? Links(self).legend(valueTitle, theme) : []
    }

    func sharing(_ range: ClosedRange<Double>?, showsKey: Bool) -> any ScaleSharing {
        var copy = self
        copy.fullWeight = range?.upperBound ?? fullWeight
        copy.showsLegend = showsKey && showsLegend
        return copy
    }
}
