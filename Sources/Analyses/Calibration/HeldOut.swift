import Encoder

/// How often a verdict is right on words that had no part in it.
///
/// Words, not pairs, are divided into five parts, so that no word is in two: a word takes the part of its
/// number, in the order of the list, modulo 5, and words that stand in one pair are one. For each part the
/// best layer and its densities come from the four others.
package struct HeldOut: Codable, Equatable, Sendable {
    /// The mean of the shares of pairs with the same sense and with different senses that are judged
    /// correctly: 0.5 for a coin, whatever the mix of labels.
    package var accuracy: Double
    /// Between these it lies in 95 % of 2,000 lists that are drawn from the words of this one, with
    /// repetition (Efron 1979).
    package var low: Double
    package var high: Double
    /// The number of groups of words.
    package var words: Int

    static let folds = 5
    private static let resamples = 2000

    /// Whether the model tells labelled pairs apart better than a coin.
    package var isInformative: Bool { low > 0.5 }

    init(_ pairs: [Calibration.Pair]) {
        let groups = Self.groups(pairs)
        words = (groups.max() ?? -1) + 1
        // Right and all answers, by group and label.
        var tallies = [[Tally]](repeating: [Tally(), Tally()], count: words)
        for fold in 0..<Self.folds {
            let train = zip(pairs, groups).filter { $0.1 % Self.folds != fold }.map(\.0)
            let layers = [Separation](train)
            guard !layers.isEmpty else { continue }
            let best = layers.best
            for (pair, group) in zip(pairs, groups) where group % Self.folds == fold {
                let callsSame = layers[best].logOdds(Double(pair.cosine[best])) >= 0
                let label = pair.isSame ? 1 : 0
                tallies[group][label].all += 1
                if callsSame == pair.isSame { tallies[group][label].right += 1 }
            }
        }
        accuracy = Self.accuracy(tallies)
        var random = SeededRandom(seed: 1)
        let drawn = SortedNumbers(
            (0..<Self.resamples).map { _ in
                Self.accuracy(
                    tallies.indices.map { _ in tallies[random.index(below: tallies.count)] })
            })
        low = drawn.quantile(0.025)
        high = drawn.quantile(0.975)
    }

    private struct Tally {
        var right = 0
        var all = 0
    }

    /// A label that was not drawn counts as a coin.
    private static func accuracy(_ tallies: [[Tally]]) -> Double {
        let shares = [0, 1].map { label in
            let all = tallies.reduce(0) { $0 + $1[label].all }
            return all == 0
                ? 0.5 : Double(tallies.reduce(0) { $0 + $1[label].right }) / Double(all)
        }
        return (shares[0] + shares[1]) / 2
    }

    /// The number of each pair's group of words, in the order of the list.
    static func groups(_ pairs: [Calibration.Pair]) -> [Int] {
        var parents: [String: String] = [:]
        func root(_ word: String) -> String {
            var word = word
            while let parent = parents[word], parent != word { word = parent }
            return word
        }
        for pair in pairs {
            for word in pair.words where parents[word] == nil { parents[word] = word }
            let roots = pair.words.map(root)
            for other in roots.dropFirst() { parents[other] = roots[0] }
        }
        var numbers: [String: Int] = [:]
        return pairs.map { pair in
            let key = root(pair.words[0])
            let number = numbers[key] ?? numbers.count
            numbers[key] = number
            return number
        }
    }
}
