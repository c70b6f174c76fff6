import Analyses
import Lists

/// What all pairs of a batch together say, in memory that does not depend on their number.
///
/// Similarities are counted in bins of 0.001, so that medians and thresholds are exact to that.
struct Overview: Sendable {
    /// What a label says of a pair.
    enum Sense: Int, CaseIterable, Sendable {
        case same, different, unknown

        init(label: String?) {
            switch PairLabel(label) {
            case .same?: self = .same
            case .different?: self = .different
            case .grade?, .other?, nil: self = .unknown
            }
        }
    }

    private static let binCount = 2001

    let layers: [String]
    private(set) var failed = 0
    /// Whether labels are on another scale than yes and no: then a 1 does not mean the same sense.
    private var isGraded = false
    private var counts: [Int]
    /// [sense][layer]
    private var sums: [[Double]]
    private var squares: [[Double]]
    /// [sense][layer][bin]
    private var bins: [[[Int]]]

    init(layers: [String]) {
        self.layers = layers
        counts = Sense.allCases.map { _ in 0 }
        sums = Sense.allCases.map { _ in layers.map { _ in 0 } }
        squares = sums
        bins = Sense.allCases.map { _ in
            layers.map { _ in [Int](repeating: 0, count: Self.binCount) }
        }
    }

    mutating func add(cosine: [Float], label: String?) {
        if case .grade? = PairLabel(label) { isGraded = true }
        let sense = Sense(label: label).rawValue
        counts[sense] += 1
        for (layer, value) in cosine.prefix(layers.count).enumerated() {
            sums[sense][layer] += Double(value)
            squares[sense][layer] += Double(value) * Double(value)
            bins[sense][layer][Self.bin(Double(value))] += 1
        }
    }

    mutating func addFailure() { failed += 1 }

    private static func bin(_ value: Double) -> Int {
        value.isFinite ? min(max(Int(((value + 1) * 1000).rounded()), 0), binCount - 1) : 0
    }

    private static func value(_ bin: Int) -> Double { Double(bin) / 1000 - 1 }

    /// The number of pairs.
    var count: Int { counts.reduce(0, +) }

    func count(_ sense: Sense) -> Int { counts[sense.rawValue] }

    /// Whether there are pairs of both kinds to tell apart.
    var hasLabels: Bool { !isGraded && count(.same) > 0 && count(.different) > 0 }

    /// The mean at a layer, of one kind of pair or of all; `nil` for no pairs.
    func mean(_ layer: Int, _ sense: Sense? = nil) -> Double? {
        let chosen = sense.map { [$0] } ?? Sense.allCases
        let count = chosen.reduce(0) { $0 + counts[$1.rawValue] }
        guard count > 0 else { return nil }
        return chosen.reduce(0) { $0 + sums[$1.rawValue][layer] } / Double(count)
    }

    /// Half of the mean's 95 % confidence interval: 1.96 s / √n, pairs
    /// taken as independent; `nil` for fewer than two.
    func spread(_ layer: Int, _ sense: Sense? = nil) -> Double? {
        let chosen = sense.map { [$0] } ?? Sense.allCases
        let count = Double(chosen.reduce(0) { $0 + counts[$1.rawValue] })
        guard count >= 2, let mean = mean(layer, sense) else { return nil }
        let sum = chosen.reduce(0) { $0 + squares[$1.rawValue][layer] }
        let variance = max(sum - count * mean * mean, 0) / (count - 1)
        return 1.959_963_984_540_054 * (variance / count).squareRoot()
    }

    /// The number of pairs by bin at a layer, of one kind or of all.
    private func histogram(_ layer: Int, _ sense: Sense? = nil) -> [Int] {
        if let sense { return bins[sense.rawValue][layer] }
        return (0..<Self.binCount).map { bin in
            Sense.allCases.reduce(0) { $0 + bins[$1.rawValue][layer][bin] }
        }
    }

    /// The values that fractions of the pairs of one kind, or of all, do not exceed; `nil` for no pairs.
    /// - Parameter fractions: ascending.
    func quantiles(_ fractions: [Double], _ layer: Int, _ sense: Sense? = nil) -> [Double]? {
        let histogram = histogram(layer, sense)
        let count = histogram.reduce(0, +)
        guard count > 0 else { return nil }
        var (bin, sum) = (0, histogram[0])
        return fractions.map { fraction in
            let wanted = min(max(1, Int((fraction * Double(count)).rounded(.up))), count)
            while sum < wanted {
                bin += 1
                sum += histogram[bin]
            }
            return Self.value(bin)
        }
    }

    /// The value that a fraction of the pairs does not exceed; `nil` for no pairs.
    func quantile(_ fraction: Double, _ layer: Int) -> Double? {
        quantiles([fraction], layer)?.first
    }

    /// The smallest and the largest value of all layers.
    var range: ClosedRange<Double>? {
        let used = layers.indices.compactMap { layer -> (Int, Int)? in
            let histogram = histogram(layer)
            guard let first = histogram.firstIndex(where: { $0 > 0 }),
                let last = histogram.lastIndex(where: { $0 > 0 })
            else { return nil }
            return (first, last)
        }
        guard let low = used.map(\.0).min(), let high = used.map(\.1).max() else { return nil }
        return Self.value(low)...Self.value(high)
    }

    /// The best rule for a threshold at a layer; of several the one with the lowest.
    /// - Returns: `nil` without labels of both kinds.
    func threshold(_ layer: Int) -> ThresholdRule? {
        guard hasLabels else { return nil }
        let same = bins[Sense.same.rawValue][layer]
        let different = bins[Sense.different.rawValue][layer]
        return ThresholdRule.best(
            same.indices.lazy.map {
                ThresholdRule.Step(
                    value: Self.value($0), same: same[$0], different: different[$0])
            })
    }

    /// The accuracy of always answering with the more frequent label.
    var baseline: Double? {
        guard hasLabels else { return nil }
        let larger = max(count(.same), count(.different))
        return Double(larger) / Double(count(.same) + count(.different))
    }

    /// The layer whose threshold is right most often, the first of several.
    var bestLayer: Int? {
        var best: (layer: Int, accuracy: Double)?
        for layer in layers.indices {
            guard let accuracy = threshold(layer)?.accuracy else { return nil }
            if accuracy > best?.accuracy ?? -1 { best = (layer, accuracy) }
        }
        return best?.layer
    }
}
