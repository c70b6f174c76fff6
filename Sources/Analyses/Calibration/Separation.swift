import Foundation

/// How the similarities of pairs with the same sense and of pairs with different senses lie at one layer.
package struct Separation: Sendable, Equatable {
    package let same: SortedNumbers
    package let different: SortedNumbers
    /// The share of all couples of a pair with the same sense and one with different senses in which the
    /// first is the more similar; equal ones count one half (the area under the ROC curve; Mann and Whitney
    /// 1947). 0.5 where similarity says nothing, and where a label has no pairs.
    package let auc: Double
    /// Of the kernels of both densities.
    let bandwidth: Double

    package init(same: [Double], different: [Double]) {
        self.init(SortedNumbers(same), SortedNumbers(different))
    }

    init(_ same: SortedNumbers, _ different: SortedNumbers) {
        self.same = same
        self.different = different
        auc = Self.auc(self.same.values, self.different.values)
        bandwidth = (Self.bandwidth(self.same) + Self.bandwidth(self.different)) / 2
    }

    private static func auc(_ same: [Double], _ different: [Double]) -> Double {
        guard !same.isEmpty, !different.isEmpty else { return 0.5 }
        var (below, upTo, wins) = (0, 0, 0.0)
        for value in same {
            while below < different.count, different[below] < value { below += 1 }
            while upTo < different.count, different[upTo] <= value { upTo += 1 }
            wins += Double(below) + Double(upTo - below) / 2
        }
        return wins / (Double(same.count) * Double(different.count))
    }

    /// How much more likely a similarity is for the same sense than for different senses: the natural
    /// logarithm of the ratio of both densities.
    ///
    /// A density is the mean of normal curves around the pairs' similarities (Parzen 1962) with the
    /// bandwidth of Silverman (1986, equation 3.31), the mean of both labels' own, so that the ratio does not turn
    /// back in the tails. One pair in n + 1 is taken to lie anywhere from −1 to 1: far from all pairs the
    /// ratio says nothing. Curves whose middle is further away than `reach` bandwidths are left out.
    ///
    /// - Complexity: O(n), of the pairs within reach.
    package func logOdds(_ similarity: Double) -> Double {
        log(density(same, similarity)) - log(density(different, similarity))
    }

    private func density(_ numbers: SortedNumbers, _ value: Double) -> Double {
        let count = Double(numbers.values.count)
        let near =
            numbers.count {
                $0 < value - Self.reach * bandwidth
            }..<numbers.count {
                $0 <= value + Self.reach * bandwidth
            }
        let sum = numbers.values[near].reduce(0.0) { sum, center in
            let distance = (value - center) / bandwidth
            return sum + exp(-distance * distance / 2)
        }
        return (sum / (bandwidth * (2 * Double.pi).squareRoot()) + 0.5) / (count + 1)
    }

    /// Beyond it a normal curve has less than 3e-18 of its height: a thousand of them are less than the
    /// rounding of the sum.
    private static let reach = 9.0

    /// Where all similarities are equal there is no spread to go by.
    private static let leastBandwidth = 0.001

    private static func bandwidth(_ numbers: SortedNumbers) -> Double {
        let range = (numbers.quantile(0.75) - numbers.quantile(0.25)) / 1.34
        let deviation = numbers.deviation
        let spread = range > 0 ? min(range, deviation) : deviation
        let count = Double(max(numbers.values.count, 1))
        return max(0.9 * spread * pow(count, -0.2), leastBandwidth)
    }
}

extension [Separation] {
    /// The layer that tells both kinds apart best; of equal ones the first.
    package var best: Int {
        let areas = map(\.auc)
        return areas.indices.max { (areas[$0], $1) < (areas[$1], $0) } ?? 0
    }

    /// One for each layer.
    /// - Parameter pairs: all with as many layers.
    init(_ pairs: some Collection<Calibration.Pair>) {
        let same = pairs.filter(\.isSame)
        let different = pairs.filter { !$0.isSame }
        self = (0..<(pairs.first?.cosine.count ?? 0)).map { layer in
            Separation(
                same: same.map { Double($0.cosine[layer]) },
                different: different.map { Double($0.cosine[layer]) })
        }
    }
}
