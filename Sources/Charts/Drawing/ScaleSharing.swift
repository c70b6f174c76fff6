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
    var scaleKind: ScaleKind { get }
    /// What the scale has to cover; `nil` when there are no numbers.
    var scaleRange: ClosedRange<Double>? { get }
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
    var scale: ColorScale { get }
    var colorRange: ClosedRange<Double>? { get set }
    var showsColorBar: Bool { get set }
}

extension ColorSharing {
    var scaleKind: ScaleKind { .colors(scale.map, scale.kind) }
    var exceptions: [CellException] { CellException.found(in: allValues, on: scale) }
    var scaleRange: ClosedRange<Double>? {
        colorRange != nil || allValues.contains { scale.fraction($0) != nil } ? scale.domain : nil
    }

    func legend(_ theme: Theme) -> [Legend.Entry] { [] }

    func sharing(_ range: ClosedRange<Double>?, showsKey: Bool) -> any ScaleSharing {
        var copy = self
        copy.colorRange = range ?? colorRange
        copy.showsColorBar = showsKey && showsColorBar
        return copy
    }
}

extension Heatmap: ColorSharing {}

extension SmallMultiples: ColorSharing {}

extension BarChart: ScaleSharing {
    var scaleKind: ScaleKind { .bars(orientation) }
    var scaleRange: ClosedRange<Double>? {
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
    var scaleKind: ScaleKind { .lines }
    var scaleRange: ClosedRange<Double>? {
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
    var scaleKind: ScaleKind { .links }
    var scaleRange: ClosedRange<Double>? {
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
