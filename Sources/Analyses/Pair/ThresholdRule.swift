/// A rule that calls two uses of a word the same sense from some similarity up, and how often it is right
/// on the pairs that it was chosen on.
package struct ThresholdRule: Equatable, Sendable, Codable {
    package var value: Double
    package var accuracy: Double
    /// Whether some of the pairs that it was chosen on are the same by it and others are not. Otherwise nothing is
    /// better than one answer for all, and the value means nothing.
    package var divides = true

    /// Pairs with similarities from `value` up to the next step's.
    package struct Step {
        var value: Double
        var same: Int
        var different: Int

        package init(value: Double, same: Int, different: Int) {
            self.value = value
            self.same = same
            self.different = different
        }
    }

    /// The rule among the steps' values that is right most often; of several the one with the lowest
    /// threshold.
    ///
    /// - Parameter steps: in ascending order; together they hold every pair.
    /// - Returns: `nil` without pairs.
    package static func best(_ steps: some Sequence<Step>) -> ThresholdRule? {
        var total = 0
        // How many more are right at a step's value than at the first, where all are called the same.
        var gain = 0
        var allSame = 0
        var best: (value: Double, gain: Int, below: Int)?
        for step in steps {
            if best == nil || gain > best?.gain ?? 0 { best = (step.value, gain, total) }
            gain += step.different - step.same
            allSame += step.same
            total += step.same + step.different
        }
        guard let best, total > 0 else { return nil }
        return ThresholdRule(
            value: best.value, accuracy: Double(allSame + best.gain) / Double(total),
            divides: best.below > 0 && best.below < total)
    }

    /// The best rule for some pairs: thresholds lie midway between neighbouring similarities, below all
    /// and above all.
    ///
    /// - Parameter pairs: their similarities, finite, and whether the senses are the same.
    /// - Returns: `nil` without pairs.
    /// - Complexity: O(n log n)
    package static func best(_ pairs: [(similarity: Double, isSame: Bool)]) -> ThresholdRule? {
        let sorted = pairs.sorted { $0.similarity < $1.similarity }
        guard let first = sorted.first, let last = sorted.last else { return nil }
        // Similarities are at most 2 apart.
        var steps = [Step(value: first.similarity - 1, same: 0, different: 0)]
        var previous = first.similarity
        for pair in sorted {
            if pair.similarity > previous {
                steps.append(
                    Step(value: (previous + pair.similarity) / 2, same: 0, different: 0))
                previous = pair.similarity
            }
            if pair.isSame {
                steps[steps.count - 1].same += 1
            } else {
                steps[steps.count - 1].different += 1
            }
        }
        steps.append(Step(value: last.similarity + 1, same: 0, different: 0))
        return best(steps)
    }

    package func callsSame(_ similarity: Double) -> Bool { similarity >= value }
}
