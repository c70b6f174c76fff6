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
                whole.pairs(units).same, grouped.same, grouped.different, labelled.same, labelled.different,
            ].map { $0.count > 0 ? Float($0.sum / Double($0.count)) : nil }
        }
        func all(_ kind: Int) -> [Float]? {
            let values = means.compactMap { $0[kind] }
            return values.count == means.count ? values : nil
        }
        return AnalyzedWord.Similarity(
            all: means.map { $0[0] ?? 0 }, sameGroup: all(1), differentGroup: all(2),
            sameLabel: all(3), differentLabel: all(4), baseline: baseline)
    }

    /// The direction of a vector; zero for a zero vector, whose cosines are 0.
    private static func unit(_ vector: [Float]) -> [Double] {
        let length = vector.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot()
        return vector.map { length == 0 ? 0 : Double($0) / length }
    }
}

/// Sentences by their group or label; those without one are in no pair.
private struct Division {
    private let parts: [[Int]]

    init<Name: Hashable>(_ names: [Name?]) {
        let named = names.indices.filter { names[$0] != nil }
        parts = Dictionary(grouping: named) { names[$0] }.values.sorted { $0[0] < $1[0] }
    }

    /// The cosines of pairs within a part, and of pairs of two parts.
    func pairs(
        _ units: [[Double]]
    ) -> (same: (sum: Double, count: Int), different: (sum: Double, count: Int)) {
        let within = parts.map { Self.pairs(of: $0.map { units[$0] }) }
        let same = within.reduce(into: (sum: 0.0, count: 0)) {
            $0.sum += $1.sum
            $0.count += $1.count
        }
        let all = Self.pairs(of: parts.flatMap { $0 }.map { units[$0] })
        return (same, (all.sum - same.sum, all.count - same.count))
    }

    private static func pairs(of units: [[Double]]) -> (sum: Double, count: Int) {
        guard let width = units.first?.count else { return (0, 0) }
        var total = [Double](repeating: 0, count: width)
        var squares = 0.0
        for unit in units {
            for (index, scalar) in unit.enumerated() {
                total[index] += scalar
                squares += scalar * scalar
            }
        }
        let square = total.reduce(0) { $0 + $1 * $1 }
        return ((square - squares) / 2, units.count * (units.count - 1) / 2)
    }
}
