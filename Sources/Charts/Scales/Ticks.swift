/// Round numbers that divide a range: 1, 2 or 5 times a power of ten apart.
///
/// Source: the tick algorithm of d3-array (`tickIncrement`): the step is the power of ten below
/// width / count, times 1, 2, 5 or 10, whichever is nearest on a logarithmic scale.
package struct Ticks: Equatable {
    /// Ascending; all inside the range asked for. Never empty.
    let values: [Double]
    /// Distance between neighbours; 0 for a range without a width.
    let step: Double

    /// - Parameters:
    ///   - range: Finite bounds.
    ///   - count: About how many ticks to return.
    init(in range: ClosedRange<Double>, count: Int) {
        let unit = Step(range, count: count)
        let first = unit.map { $0.index(range.lowerBound).rounded(.up) } ?? 0
        let last = unit.map { $0.index(range.upperBound).rounded(.down) } ?? 0
        // A range narrower than the spacing of floating-point numbers has no round numbers.
        guard let unit, last >= first, last - first < 1000, abs(first) < 1e15 else {
            values = [range.lowerBound]
            step = 0
            return
        }
        // Bounds near the smallest numbers vanish on the way; what lies beyond them is dropped.
        let multiples = (0...Int(last - first)).map { unit.value(first + Double($0)) }
            .filter(range.contains)
        values = multiples.isEmpty ? [range.lowerBound] : multiples
        step = unit.value(1)
    }

    /// The smallest range with round ends that contains `range`.
    static func rounding(_ range: ClosedRange<Double>, count: Int) -> ClosedRange<Double> {
        guard let unit = Step(range, count: count) else { return range }
        let lower = unit.value(unit.index(range.lowerBound).rounded(.down))
        let upper = unit.value(unit.index(range.upperBound).rounded(.up))
        guard lower.isFinite, upper.isFinite, lower <= range.lowerBound, upper >= range.upperBound
        else { return range }
        return lower...upper
    }
}

/// `factor · 10^exponent`, kept as two whole numbers so that multiples are exact: 3 · 0.1 is 0.3.
private struct Step {
    private let factor: Double
    private let scale: Double
    private let divides: Bool

    init?(_ range: ClosedRange<Double>, count: Int) {
        let width = range.upperBound / 2 - range.lowerBound / 2
        let rough = width / Double(max(count, 1)) * 2
        guard rough > 1e-290, rough < 1e300 else { return nil }
        var exponent = decimalExponent(rough)
        let error = rough / power(10, Double(exponent))
        switch error {
        case ..<1.4142135623730951: factor = 1
        case ..<3.1622776601683795: factor = 2
        case ..<7.0710678118654755: factor = 5
        default:
            factor = 1
            exponent += 1
        }
        divides = exponent < 0
        scale = power(10, Double(abs(exponent)))
    }

    func value(_ index: Double) -> Double {
        // Adding 0 turns -0 into 0.
        (divides ? index * factor / scale : index * factor * scale) + 0
    }

    func index(_ value: Double) -> Double {
        let index = divides ? value / factor * scale : value / factor / scale
        // A bound that is a multiple up to rounding counts as one.
        let nearest = index.rounded()
        return self.value(nearest) == value ? nearest : index
    }
}
