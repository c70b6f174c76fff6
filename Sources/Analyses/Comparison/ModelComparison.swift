/// Models on the same pairs.
package struct ModelComparison: Sendable {
    /// A pair, and how far apart the models' opinions of it are.
    package struct Disagreement: Equatable, Sendable {
        /// The index of the pair.
        package var pair: Int
        /// The largest difference of two models' probabilities of the same sense, from 0 to 1; 0 where fewer
        /// than two models tell labelled pairs apart.
        package var spread: Double
    }

    package let pairs: ComparedPairs
    /// In the order given.
    package let models: [ComparedModel]
    /// The pairs that every model reads, as indices.
    package let common: [Int]
    /// Which model tells labelled pairs apart best; `nil` for one pair and where too few have a label.
    package let ranking: SenseRanking?
    /// The same pairs as `common`, those on which models disagree most first; of equal ones the earlier.
    package let disagreements: [Disagreement]

    /// - Parameter models: two or more, measured on the pairs.
    package init(_ pairs: ComparedPairs, _ models: [ComparedModel]) {
        let common = pairs.entries.indices.filter { index in
            models.allSatisfy { $0.measurement.pairs[index] != nil }
        }
        let labelled = common.filter { pairs.entries[$0].isSame != nil }
        self.pairs = pairs
        self.models = models
        self.common = common
        ranking =
            pairs.isOnePair
            ? nil
            : SenseRanking(
                models.map { model in
                    labelled.map { index in
                        let entry = pairs.entries[index]
                        return Calibration.Pair(
                            words: [entry.pair.word1, entry.pair.word2],
                            isSame: entry.isSame ?? false,
                            cosine: model.measurement.pairs[index]?.cosine ?? [])
                    }
                })
        disagreements =
            common.map { index in
                let values = models.compactMap { $0.opinions[index]?.probability }
                return Disagreement(
                    pair: index, spread: (values.max() ?? 0) - (values.min() ?? 0))
            }
            .sorted { ($1.spread, $0.pair) < ($0.spread, $1.pair) }
    }

    /// The models that tell labelled pairs apart; the others have no opinion to differ from.
    package var informed: [ComparedModel] { models.filter(\.heldOut.isInformative) }

    /// The pairs that every model reads and that have a label.
    package func labelled(isSame: Bool) -> [Int] {
        common.filter { pairs.entries[$0].isSame == isSame }
    }
}
