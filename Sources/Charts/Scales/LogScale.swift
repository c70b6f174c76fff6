/// Maps positive values to fractions by their logarithm: equal ratios are equal distances.
///
/// Properties: the domain's ends map to 0 and 1; the map is monotonic; a zero-width domain maps to
/// the middle; zero and negative values have no place.
enum LogScale {
    /// Where in a positive domain a value lies, from 0 to 1, moved to the nearer end if it lies
    /// outside; `nil` for zero, negative numbers and NaN.
    static func fraction(_ value: Double, in domain: ClosedRange<Double>) -> Double? {
        guard value > 0, domain.lowerBound > 0 else { return nil }
        let (low, high) = (logarithm(domain.lowerBound), logarithm(domain.upperBound))
        return LinearScale.fraction(logarithm(value), in: low...max(low, high))
    }

    /// The positive part of some numbers, from the smallest to the largest; `nil` without any.
    static func domain(of values: some Sequence<Double>) -> ClosedRange<Double>? {
        var range: (low: Double, high: Double)?
        for value in values where value > 0 && value.isFinite {
            range = (min(range?.low ?? value, value), max(range?.high ?? value, value))
        }
        return range.map { $0.low...$0.high }
    }

    /// Powers of ten in a positive range; with their doubles and fives, or round numbers, in a range
    /// that holds few of them.
    ///
    /// - Parameter count: The most ticks to return, roughly.
    static func ticks(in range: ClosedRange<Double>, count: Int) -> [Tick] {
        guard range.lowerBound > 0, range.lowerBound < range.upperBound else {
            return Ticks.labelled(in: range, count: count)
        }
        let count = max(count, 1)
        let (first, last) = (decimalExponent(range.lowerBound), decimalExponent(range.upperBound))
        // Powers below the normal range cannot be told apart by multiplication.
        let exponents = (first...last).filter { $0 > -300 }
        let powers = exponents.map { (exponent: $0, value: power10($0)) }
            .filter { range.contains($0.value) }
        var values = powers.map(\.value)
        if powers.count > count {
            // Every second, third … power, so that the named ones are the rounder.
            let step = (powers.count + count - 1) / count
            values = powers.filter { $0.exponent % step == 0 }.map(\.value)
        } else {
            for factors in [[1.0, 2, 5], [1, 3]] where values.count < 3 || powers.count * 2 < count
            {
                let finer = exponents.flatMap { exponent in
                    factors.map { exact($0, exponent) }
                }.filter(range.contains)
                if finer.count <= max(count, 3), finer.count > values.count {
                    values = finer
                    break
                }
            }
        }
        guard values.count > 1 else { return Ticks.labelled(in: range, count: count) }
        return values.map { Tick(value: $0, label: label($0, among: values)) }
    }

    /// Each number with the digits that it needs: 0.001, 0.5, 20; powers of ten beyond that.
    private static func label(_ value: Double, among values: [Double]) -> String {
        let isPlain = values.allSatisfy { $0 >= 0.99e-4 && $0 < 1e6 }
        guard isPlain else { return NumberFormat.scientific(decimals: 0).powerOfTen(value) }
        return NumberFormat.fixed(decimals: max(0, -decimalExponent(value))).string(value)
    }

    private static func power10(_ exponent: Int) -> Double { exact(1, exponent) }

    /// Divided where that is exact: 2 · 10⁻¹ is 0.2.
    private static func exact(_ factor: Double, _ exponent: Int) -> Double {
        exponent < 0
            ? factor / power(10, Double(-exponent)) : factor * power(10, Double(exponent))
    }
}
