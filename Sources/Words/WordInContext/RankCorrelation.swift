import Foundation

/// Spearman's correlation of two rows of numbers, and where that of all pairs like these may lie.
///
/// Equal numbers share the mean of their ranks (Spearman 1904). The interval at 95 % comes from Fisher's
/// transformation with the variance of Bonett and Wright 2000 (*Sample Size Requirements for Estimating Pearson,
/// Kendall and Spearman Correlations*): (1 + ρ²/2) / (n − 3).
package struct RankCorrelation: Sendable, Equatable, Codable {
    /// In [−1, 1].
    package let value: Double
    package let low: Double
    package let high: Double

    /// - Returns: `nil` where one of the rows has fewer than two numbers or all of its numbers are equal.
    /// - Precondition: both rows are of the same length, and their numbers finite.
    /// - Complexity: O(n log n)
    init?(_ first: [Double], _ second: [Double]) {
        precondition(first.count == second.count, "as many numbers in both rows")
        let (a, b) = (Self.ranks(first), Self.ranks(second))
        let mean = Double(a.count + 1) / 2
        var (product, squares1, squares2) = (0.0, 0.0, 0.0)
        for index in a.indices {
            let (x, y) = (a[index] - mean, b[index] - mean)
            product += x * y
            squares1 += x * x
            squares2 += y * y
        }
        guard squares1 > 0, squares2 > 0 else { return nil }
        value = min(max(product / (squares1 * squares2).squareRoot(), -1), 1)
        guard a.count > 3 else {
            (low, high) = (-1, 1)
            return
        }
        // The normal distribution's 97.5th percentile.
        let spread =
            1.959_963_984_540_054 * ((1 + value * value / 2) / Double(a.count - 3)).squareRoot()
        low = tanh(atanh(value) - spread)
        high = tanh(atanh(value) + spread)
    }

    /// From 1; equal numbers have the mean of theirs.
    private static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] < values[$1] }
        var ranks = Array(repeating: 0.0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            for place in order[start..<end] { ranks[place] = Double(start + end + 1) / 2 }
            start = end
        }
        return ranks
    }
}
