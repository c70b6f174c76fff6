/// How far apart two groups are, from the distances of their members: which groups a `Clustering` joins next.
public enum Linkage: String, Sendable, CaseIterable, Codable {
    /// By how much the squares of the distances from the group's mean grow when two groups become one (Ward
    /// 1963).
    ///
    /// The distances have to be half the squares of Euclidean ones, which 1 − cos is for vectors at length 1:
    /// ‖a − b‖² / 2 = 1 − a · b. Groups come out compact, and a few odd things rarely become groups of their own.
    case ward
    /// The mean distance of their members (Sokal and Michener 1958). Finds a rare sense more often, and takes
    /// odd things for groups more often, too.
    case average
    /// The largest distance of their members (Sørensen 1948).
    case complete

    /// The distance between the union of two groups and a third one (Lance and Williams 1967).
    ///
    /// - Parameters:
    ///   - first: the distance of the first of the joined groups and the third.
    ///   - second: that of the second and the third.
    ///   - joined: that of the first and the second.
    ///   - sizes: the numbers of members of the first, the second and the third.
    func distance(
        _ first: Double, _ second: Double, joined: Double, sizes: (Double, Double, Double)
    ) -> Double {
        let (a, b, c) = sizes
        switch self {
        case .ward:
            // What is infinitely far stays so; ∞ − ∞ is no number.
            guard first.isFinite, second.isFinite, joined.isFinite else { return .infinity }
            // Rounding must not take it below both: no join is nearer than those in it.
            return max(
                ((a + c) * first + (b + c) * second - c * joined) / (a + b + c), min(first, second))
        case .average:
            // Nor out from between the two.
            return min(
                max((a * first + b * second) / (a + b), min(first, second)), max(first, second))
        case .complete:
            return max(first, second)
        }
    }
}
