import Encoder

/// How often a verdict is right on held-out words.
///
/// Words, not pairs, are divided into five parts, so that no word is in two: a word takes the part of its
/// number, in the order of the list, modulo 5, and words that stand in one pair are one. For each part the
/// best layer and its densities come from the four others.
package struct HeldOut: Codable, Equatable, Sendable {
    /// The mean of the shares of pairs with the same sense and with different senses that are judged
    /// correctly: 0.5 by chance, whatever the mix of labels.
    package var accuracy: Double
    /// Between these it lies in 95 % of 2,000 bootstrap samples of the words (Efron 1979), each pair judged as it
    /// was.
    package var low: Double
    package var high: Double
    /// The number of groups of words.
    package var words: Int

    static let folds = 5

    /// Whether the model tells labelled pairs apart better than chance.
    package var isInformative: Bool { low > 0.5 }

    init(_ pairs: [Calibration.Pair]) {
        let groups = Self.groups(pairs)
        words = (groups.max() ?? -1) + 1
        let answers = Self.answers(pairs, groups: groups)
        accuracy = answers.accuracy()
        let drawn = SortedNumbers(
            GroupResamples(groups: words).map { answers.accuracy(drawing: $0) })
        low = drawn.quantile(0.025)
        high = drawn.quantile(0.975)
    }

    /// How pairs are judged by those of other groups.
    /// - Parameter groups: the number of each pair's group, from 0.
    static func answers(_ pairs: [Calibration.Pair], groups: [Int]) -> GroupAnswers {
        var answers = GroupAnswers(groups: (groups.max() ?? -1) + 1)
        for fold in 0..<folds {
            let train = zip(pairs, groups).filter { $0.1 % folds != fold }.map(\.0)
            let layers = [Separation](train)
            guard !layers.isEmpty else { continue }
            let best = layers.best
            for (pair, group) in zip(pairs, groups) where group % folds == fold {
                let callsSame = layers[best].logOdds(Double(pair.cosine[best])) >= 0
                answers.add(isSame: pair.isSame, isRight: callsSame == pair.isSame, group: group)
            }
        }
        return answers
    }

    /// The number of each pair's group of words, in the order of the list.
    static func groups(_ pairs: [Calibration.Pair]) -> [Int] {
        var parents: [String: String] = [:]
        func root(_ word: String) -> String {
            var word = word
            while let parent = parents[word], parent != word {
                // Chains of words would take long to climb again and again.
                parents[word] = parents[parent]
                word = parent
            }
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
