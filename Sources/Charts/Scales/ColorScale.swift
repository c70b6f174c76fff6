/// How numbers become positions on a colour map.
public enum ColorScaleKind: Hashable, Sendable {
    /// Equal differences are equal steps of colour.
    case linear
    /// Equal ratios are equal steps of colour. Zero and negative numbers get a colour of their own,
    /// which the colour bar names.
    case logarithmic
    /// Linear, with the middle of the map at a value, and as far above it as below; for a map whose
    /// two halves differ in hue.
    case diverging(center: Double)
}

/// Maps a range of values to the colours of a map.
struct ColorScale: Equatable {
    let domain: ClosedRange<Double>
    let map: ColorMap
    let kind: ColorScaleKind

    /// - Parameter domain: Finite bounds; for a logarithmic scale above 0.
    init(domain: ClosedRange<Double>, map: ColorMap, kind: ColorScaleKind = .linear) {
        self.map = map
        self.kind = kind
        self.domain =
            if case .diverging(let center) = kind {
                DivergingScale.domain(around: center, holding: domain)
            } else {
                domain
            }
    }

    /// A scale for some numbers: from the smallest to the largest that have a place on it.
    ///
    /// A diverging map is centred on 0 unless the kind says otherwise.
    init(of values: some Sequence<Double>, map: ColorMap, kind: ColorScaleKind) {
        let kind = kind == .linear && map.isDiverging ? .diverging(center: 0) : kind
        let domain: ClosedRange<Double>? =
            switch kind {
            case .logarithmic: LogScale.domain(of: values)
            case .linear, .diverging: finiteRange(of: values)
            }
        let empty: ClosedRange<Double> =
            switch kind {
            case .linear: 0...1
            case .logarithmic: 0.1...1
            case .diverging(let center): center...center
            }
        self.init(domain: domain ?? empty, map: map, kind: kind)
    }

    /// Where on the map a value lies, from 0 to 1; `nil` for values without a place on the scale:
    /// NaN and infinite ones, and on a logarithmic scale zero and negative ones.
    func fraction(_ value: Double) -> Double? {
        guard value.isFinite else { return nil }
        switch kind {
        case .linear: return LinearScale.fraction(value, in: domain)
        case .logarithmic: return LogScale.fraction(value, in: domain)
        case .diverging(let center):
            guard domain.lowerBound < domain.upperBound else { return 0.5 }
            return DivergingScale.fraction(value, around: center, in: domain)
        }
    }

    /// The colour of a value; `nil` for values without a place on the scale.
    ///
    /// A zero-width domain gives the middle of the map.
    func color(_ value: Double) -> Color? { fraction(value).map(map.color) }

    /// Whether a number is finite, but below everything that a logarithmic scale can show.
    func isBelow(_ value: Double) -> Bool {
        kind == .logarithmic && value <= 0 && value.isFinite
    }

    func ticks(count: Int) -> [Tick] {
        switch kind {
        case .linear, .diverging: Ticks.labelled(in: domain, count: count)
        case .logarithmic: LogScale.ticks(in: domain, count: count)
        }
    }
}

/// From the smallest to the largest finite number; `nil` without any.
func finiteRange(of values: some Sequence<Double>) -> ClosedRange<Double>? {
    var range: (low: Double, high: Double)?
    for value in values where value.isFinite {
        range = (min(range?.low ?? value, value), max(range?.high ?? value, value))
    }
    return range.map { $0.low...$0.high }
}

extension ColorScaleKind {
    /// - Throws: `ChartError.notFinite` for an impossible centre, `.infiniteRange` or
    ///   `.notPositive` for a range that the scale cannot have.
    func validate(_ range: ClosedRange<Double>?, chart: String) throws {
        try requireFinite(range, "\(chart).colorRange")
        switch self {
        case .linear: break
        case .logarithmic:
            if let range, range.lowerBound <= 0 {
                throw ChartError.notPositive(
                    place: "\(chart).colorRange", value: range.lowerBound)
            }
        case .diverging(let center):
            if !center.isFinite {
                throw ChartError.notFinite(place: "\(chart).colorScale center", value: center)
            }
        }
    }
}
