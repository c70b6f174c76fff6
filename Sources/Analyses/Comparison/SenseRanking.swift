/// How well models tell the labelled pairs of a list apart: all on the same pairs, those that every model reads.
///
/// A pair is judged as `HeldOut` does: by the best layer and the densities of pairs of other words. Intervals
/// come from groups of words drawn with replacement, the same draws for all models, so that a difference between
/// models is measured within each draw.
package struct SenseRanking: Equatable, Sendable {
    /// A number, and between what it lies in 95 % of the draws.
    package struct Estimate: Equatable, Sendable {
        package var value: Double
        package var low: Double
        package var high: Double

        init(_ value: Double, _ draws: [Double]) {
            let sorted = SortedNumbers(draws)
            self.value = value
            low = sorted.quantile(0.025)
            high = sorted.quantile(0.975)
        }
    }

    /// One model.
    package struct Entry: Equatable, Sendable {
        /// In the order of the models, from 0.
        package var model: Int
        /// The mean of the shares of both labels that are judged correctly, 0.5 by chance.
        package var accuracy: Estimate
        /// The hidden state with the largest area under the ROC curve, of all pairs.
        package var best: Int
        /// That area; chosen on the pairs that it is measured on.
        package var auc: Estimate
        /// The same of every state, `[layers + 1]`.
        package var aucByLayer: [Double]
        /// How far the accuracy is below that of the first; 0 for the first itself.
        package var accuracyBehind: Estimate
        package var aucBehind: Estimate
    }

    /// What is drawn with replacement.
    package enum Unit: String, Encodable, Sendable {
        /// The pairs of a word, or of words that stand in one pair, together.
        case words
        /// Single pairs, where the list has too few words.
        case pairs
    }

    /// The most accurate first; of equally accurate ones that with the larger area, then in the order given.
    package var entries: [Entry]
    package var same: Int
    package var different: Int
    package var unit: Unit
    package var units: Int

    package var pairs: Int { same + different }

    /// Of each label; with fewer there is nothing to judge by.
    package static let leastPairs = Calibration.leastPairs
}

extension SenseRanking {
    /// - Parameter models: for each the labelled pairs, the same in the same order.
    /// - Returns: `nil` with fewer than `leastPairs` of a label.
    /// - Complexity: O(models · (pairs · layers · log pairs + draws · pairs)).
    init?(_ models: [[Calibration.Pair]]) {
        guard let pairs = models.first else { return nil }
        same = pairs.count(where: \.isSame)
        different = pairs.count - same
        guard min(same, different) >= Self.leastPairs else { return nil }
        var groups = HeldOut.groups(pairs)
        unit = .words
        if Set(groups).count < HeldOut.folds {
            groups = Array(pairs.indices)
            unit = .pairs
        }
        units = Set(groups).count
        var measured = models.map { Measured($0, groups: groups) }
        for times in GroupResamples(groups: units) {
            for model in measured.indices { measured[model].draw(times) }
        }
        let order = measured.indices.sorted { a, b in
            let (first, second) = (measured[a], measured[b])
            return (second.accuracy, second.auc, a) < (first.accuracy, first.auc, b)
        }
        let lead = measured[order[0]]
        entries = order.map { measured[$0].entry($0, behind: lead) }
    }

    /// What is drawn for one model.
    private struct Measured {
        let areas: [Double]
        let best: Int
        let accuracy: Double
        private let answers: GroupAnswers
        private let area: DrawnArea
        private var drawnAccuracies: [Double] = []
        private var drawnAreas: [Double] = []

        var auc: Double { areas[best] }

        init(_ pairs: [Calibration.Pair], groups: [Int]) {
            let layers = [Separation](pairs)
            let best = layers.best
            areas = layers.map(\.auc)
            self.best = best
            answers = HeldOut.answers(pairs, groups: groups)
            accuracy = answers.accuracy()
            area = DrawnArea(
                pairs.map { Double($0.cosine[best]) }, isSame: pairs.map(\.isSame), groups: groups)
        }

        mutating func draw(_ times: [Int]) {
            drawnAccuracies.append(answers.accuracy(drawing: times))
            drawnAreas.append(area.auc(drawing: times))
        }

        func entry(_ model: Int, behind lead: Measured) -> Entry {
            func behind(_ first: [Double], _ second: [Double]) -> [Double] {
                zip(first, second).map { $0 - $1 }
            }
            return Entry(
                model: model, accuracy: Estimate(accuracy, drawnAccuracies), best: best,
                auc: Estimate(auc, drawnAreas), aucByLayer: areas,
                accuracyBehind: Estimate(
                    lead.accuracy - accuracy, behind(lead.drawnAccuracies, drawnAccuracies)),
                aucBehind: Estimate(lead.auc - auc, behind(lead.drawnAreas, drawnAreas)))
        }
    }
}

/// The area under the ROC curve of pairs whose groups count any number of times.
struct DrawnArea: Sendable {
    private struct Point {
        var isSame: Bool
        var group: Int
        /// Whether the next is more similar.
        var endsTie: Bool
    }

    /// From the least similar up.
    private let points: [Point]

    /// - Parameters:
    ///   - values: the similarity of each pair.
    ///   - groups: the number of its group, from 0.
    /// - Complexity: O(n log n)
    init(_ values: [Double], isSame: [Bool], groups: [Int]) {
        let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        points = order.enumerated().map { place, pair in
            let isLast = place + 1 == order.count
            return Point(
                isSame: isSame[pair], group: groups[pair],
                endsTie: isLast || values[order[place + 1]] > values[pair])
        }
    }

    /// - Parameter times: how often each group counts.
    /// - Returns: 0.5 where a label has no pairs.
    /// - Complexity: O(n)
    func auc(drawing times: [Int]) -> Double {
        // Pairs with different senses below, and those of both labels that are as similar.
        var (below, tiedDifferent, tiedSame) = (0, 0, 0)
        var (same, wins) = (0, 0.0)
        for point in points {
            if point.isSame {
                tiedSame += times[point.group]
            } else {
                tiedDifferent += times[point.group]
            }
            guard point.endsTie else { continue }
            wins += Double(tiedSame) * (Double(below) + Double(tiedDifferent) / 2)
            same += tiedSame
            below += tiedDifferent
            (tiedDifferent, tiedSame) = (0, 0)
        }
        return same == 0 || below == 0 ? 0.5 : wins / (Double(same) * Double(below))
    }
}
