/// Maps values to fractions around a centre: as far above it as below.
///
/// Properties: the centre maps to ½; values equally far from it on both sides map to fractions
/// that add up to 1; the map is monotonic; without any distance all maps to the middle.
enum DivergingScale {
    /// The smallest range around a centre that is symmetric and holds another.
    static func domain(
        around center: Double, holding range: ClosedRange<Double>
    ) -> ClosedRange<Double> {
        // Halved, because distances between the largest numbers are infinite.
        let half = max(
            abs(range.lowerBound / 2 - center / 2), abs(range.upperBound / 2 - center / 2))
        let limit = Double.greatestFiniteMagnitude
        let reach = 2 * min(half, limit / 2 - abs(center) / 2)
        return (center - reach)...(center + reach)
    }

    static func fraction(
        _ value: Double, around center: Double, in domain: ClosedRange<Double>
    ) -> Double {
        guard value != center else { return 0.5 }
        // On each side by itself, so that the centre is in the middle to the last digit.
        return value < center
            ? LinearScale.fraction(value, in: min(domain.lowerBound, center)...center) / 2
            : LinearScale.fraction(value, in: center...max(domain.upperBound, center)) / 2 + 0.5
    }
}
