import Synchronization

/// Makes verdicts from a calibration.
///
/// A pair is never judged by pairs of its own word: those are left out, as each pair of the calibration's
/// list would else be judged by itself.
package final class Judge: Sendable {
    package let calibration: Calibration
    private let words: Set<String>
    /// By the words that are left out.
    private let known = Mutex<[Set<String>: [Separation]]>([:])

    package init(_ calibration: Calibration) {
        self.calibration = calibration
        words = Set(calibration.pairs.flatMap(\.words))
    }

    /// How both kinds of pairs lie at each layer.
    package var layers: [Separation] { separations(without: []).layers }

    /// How both kinds of pairs lie at each layer, pairs with the given words left out.
    ///
    /// Where too few would be left, none is left out, which `isOwn` says.
    func separations(without words: [String]) -> (layers: [Separation], isOwn: Bool) {
        let own = Set(words.map { $0.lowercased() }).intersection(self.words)
        let others = calibration.pairs.filter { own.isDisjoint(with: $0.words) }
        let same = others.count(where: \.isSame)
        let isOwn = min(same, others.count - same) < Calibration.leastPairs
        return known.withLock { known in
            let key = isOwn ? [] : own
            if let layers = known[key] { return (layers, isOwn) }
            let layers = [Separation](isOwn ? calibration.pairs : others)
            known[key] = layers
            return (layers, isOwn)
        }
    }

    /// What the calibration says of a pair.
    ///
    /// - Parameters:
    ///   - cosine: of the word's two vectors, `[layers + 1]`.
    ///   - words: of the two sentences.
    package func opinion(of cosine: [Float], words: [String]) -> Opinion {
        let (layers, isOwn) = separations(without: words)
        let best = layers.best
        let value = Double(cosine[best])
        return Opinion(
            best: best, logOdds: layers[best].logOdds(value),
            shareOfSame: layers[best].same.share(upTo: value),
            shareOfDifferent: layers[best].different.share(upTo: value), layers: layers,
            isOwn: isOwn)
    }

    package struct Opinion: Sendable {
        /// The hidden state that tells labelled pairs apart best.
        package var best: Int
        /// At that state, natural.
        package var logOdds: Double
        /// The shares of pairs that are at most as similar there.
        package var shareOfSame: Double
        package var shareOfDifferent: Double
        var layers: [Separation]
        /// Whether pairs with the word had a part in it, for want of others.
        var isOwn: Bool
    }
}
