import Encoder

/// Whether the similarities of two groups of pairs differ by more than chance: a permutation test of the
/// difference of their means (Fisher 1935).
///
/// The labels are shuffled 9,999 times, and p is the share of shuffles, the labels as they are among them,
/// that give a difference at least as large in either direction (Phipson and Smyth 2010). Pairs count as
/// independent; where many share a word, p is too small.
package struct PermutationTest: Equatable, Sendable {
    /// The mean of the same sense less that of different senses.
    package var difference: Double
    /// In (0, 1]: at least 1 / 10,000.
    package var p: Double

    static let shuffles = 9999

    /// One for each layer; all have the same shuffles.
    ///
    /// - Parameters:
    ///   - values: `[pairs][layers]`.
    ///   - isSame: as many as pairs.
    /// - Returns: nothing where a label has no pairs.
    /// - Complexity: O(pairs · layers) for each shuffle.
    package static func byLayer(_ values: [[Float]], isSame: [Bool]) -> [PermutationTest] {
        let sameCount = isSame.count { $0 }
        let count = values.count
        guard sameCount > 0, sameCount < count, let layers = values.first?.count else { return [] }
        let totals = (0..<layers).map { layer in
            values.reduce(0) { $0 + Double($1[layer]) }
        }
        func differences(_ same: [Int]) -> [Double] {
            var sums = [Double](repeating: 0, count: layers)
            for pair in same {
                for layer in 0..<layers { sums[layer] += Double(values[pair][layer]) }
            }
            return (0..<layers).map { layer in
                sums[layer] / Double(sameCount)
                    - (totals[layer] - sums[layer]) / Double(count - sameCount)
            }
        }
        let found = differences(isSame.indices.filter { isSame[$0] })
        var atLeast = [Int](repeating: 1, count: layers)
        var random = SeededRandom(seed: 1)
        var order = Array(0..<count)
        for _ in 0..<shuffles {
            // As many as have the label, drawn one after the other (Fisher and Yates).
            for place in 0..<sameCount {
                order.swapAt(place, place + random.index(below: count - place))
            }
            let shuffled = differences(Array(order.prefix(sameCount)))
            for layer in 0..<layers where abs(shuffled[layer]) >= abs(found[layer]) - 1e-12 {
                atLeast[layer] += 1
            }
        }
        return zip(found, atLeast).map {
            PermutationTest(difference: $0, p: Double($1) / Double(shuffles + 1))
        }
    }
}
