/// Maps a range of values to positions along a line. Knows no chart, no surface, no unit.
///
/// Properties: the domain's ends map to the range's ends; the map is monotonic; a zero-width
/// domain maps to the middle of the range.
struct LinearScale: Equatable {
    let domain: ClosedRange<Double>
    /// Position of the domain's lower bound.
    let start: Double
    /// Position of the domain's upper bound; may be smaller than `start` (up the page).
    let end: Double

    /// Where in the domain a value lies: 0 at its lower bound, 1 at its upper; 0.5 if it has no
    /// width. Values outside are moved to the nearer end.
    static func fraction(_ value: Double, in domain: ClosedRange<Double>) -> Double {
        // Halved, because the width of a domain near the largest numbers is infinite.
        let width = domain.upperBound / 2 - domain.lowerBound / 2
        guard width > 0, !value.isNaN else { return 0.5 }
        let fraction = (value / 2 - domain.lowerBound / 2) / width
        return min(max(fraction, 0), 1)
    }

    /// The position of a value, moved to the nearer end if it lies outside the domain.
    func position(_ value: Double) -> Double {
        start + (end - start) * Self.fraction(value, in: domain)
    }
}
