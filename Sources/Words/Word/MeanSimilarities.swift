import Analyses

/// The mean similarities of pairs of sentences by what the two have in common.
///
/// The cosines of all pairs of some vectors add up to (‖Σ u‖² − Σ ‖u‖²) / 2, u being the vectors at length 1. So no
/// cosine is computed, and time and memory grow with the number of sentences, not with its square.
struct MeanSimilarities {
    /// The group of each sentence.
    let groups: [Int]
    let labels: [String?]

    /// - Parameter vectors: those of each sentence.
    func byLayer(_ vectors: [WordVectors], baseline: [Float]) -> AnalyzedWord.Similarity {
        let whole = Division(groups.map { _ in Optional(0) })
        let (group, label) = (Division(groups.map(Optional.some)), Division(labels))
        let means = baseline.indices.map { layer in
            let units = vectors.map { Self.unit($0.layers[layer]) }
            let (grouped, labelled) = (group.pairs(units), label.pairs(units))
            return [
                whole.pairs(units).same, grouped.same, grouped.different, labelled.same,
                labelled.different,
            ]
        }
        func numbers(_ kind: Int, _ number: (PairSums) -> Float?) -> [Float]? {
            let values = means.compactMap { number($0[kind]) }
            return values.count == means.count ? values : nil
        }
        func all(_ kind: Int) -> [Float]? { numbers(kind, \.mean) }
        func spread(_ kind: Int) -> [Float]? { numbers(kind, \.spread) }
        return AnalyzedWord.Similarity(
            all: means.map { $0[0].mean ?? 0 }, sameGroup: all(1), differentGroup: all(2),
            sameLabel: all(3), differentLabel: all(4), baseline: baseline,
            spread: .init(
                all: spread(0), sameGroup: spread(1), differentGroup: spread(2),
                sameLabel: spread(3), differentLabel: spread(4)))
    }

    /// The direction of a vector; zero for a zero vector, whose cosines are 0.
    private static func unit(_ vector: [Float]) -> [Double] {
        let length = vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        return vector.map { length == 0 ? 0 : Double($0) / length }
    }
}

/// The cosines of some pairs of sentences, summed for each sentence.
struct PairSums {
    /// Of each sentence, over the pairs that it is in.
    var sums: [Double]
    /// The number of those pairs.
    var counts: [Int]

    // Each pair is in two sentences' sums.
    private var sum: Double { sums.reduce(0, +) / 2 }
    private var count: Int { counts.reduce(0, +) / 2 }

    /// `nil` where there is no pair.
    var mean: Float? { count > 0 ? Float(sum / Double(count)) : nil }

    /// Half of the mean's 95 % confidence interval: 1.96 standard
    /// errors of the jackknife, which leaves out one sentence after the other (Tukey 1958; for means over
    /// pairs, Arvesen 1969); `nil` where leaving one out leaves no pair.
    var spread: Float? {
        let (sum, count) = (sum, count)
        guard counts.count > 2, counts.allSatisfy({ $0 < count }) else { return nil }
        let means = zip(sums, counts).map { (sum - $0) / Double(count - $1) }
        let center = means.reduce(0, +) / Double(means.count)
        let squares = means.reduce(0) { $0 + ($1 - center) * ($1 - center) }
        let share = Double(means.count - 1) / Double(means.count)
        return Float(1.959_963_984_540_054 * (share * squares).squareRoot())
    }
}

/// Sentences by their group or label; those without one are in no pair.
private struct Division {
    private let parts: [[Int]]
    private let count: Int

    init<Name: Hashable>(_ names: [Name?]) {
        let named = names.indices.filter { names[$0] != nil }
        parts = Dictionary(grouping: named) { names[$0] }.values.sorted { $0[0] < $1[0] }
        count = names.count
    }

    /// The cosines of pairs within a part, and of pairs of two parts.
    ///
    /// A sentence's cosines with many others sum to the product of its direction with the sum of theirs.
    /// - Complexity: O(sentences · width).
    func pairs(_ units: [[Double]]) -> (same: PairSums, different: PairSums) {
        let none = PairSums(
            sums: Array(repeating: 0, count: count), counts: Array(repeating: 0, count: count))
        var (same, different) = (none, none)
        let totals = parts.map { Self.total($0.map { units[$0] }) }
        let whole = Self.total(totals)
        let named = parts.reduce(0) { $0 + $1.count }
        for (part, total) in zip(parts, totals) {
            for index in part {
                let unit = units[index]
                let within = Self.product(unit, total)
                same.sums[index] = within - Self.product(unit, unit)
                same.counts[index] = part.count - 1
                different.sums[index] = Self.product(unit, whole) - within
                different.counts[index] = named - part.count
            }
        }
        return (same, different)
    }

    private static func total(_ units: [[Double]]) -> [Double] {
        units.dropFirst().reduce(into: units.first ?? []) { total, unit in
            for (index, scalar) in unit.enumerated() { total[index] += scalar }
        }
    }

    private static func product(_ a: [Double], _ b: [Double]) -> Double {
        zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }
}
