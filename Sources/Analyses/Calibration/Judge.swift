import Synchronization

/// Makes verdicts from a calibration.
///
/// A pair is never judged by pairs of its own word: those are left out, as each pair of the calibration's
/// list would else be judged by itself.
package final class Judge: Sendable {
    package let calibration: Calibration
    private let words: Set<String>
    /// By the words that are left out.
    private let known = Mutex<[Set<String>: Basis]>([:])

    /// What verdicts are made from when certain words are left out.
    struct Basis: Sendable {
        var layers: [Separation]
        /// The layer that tells both kinds apart best.
        var best: Int
        /// Whether nothing was left out, since too few pairs would remain.
        var isOwn: Bool
    }

    package init(_ calibration: Calibration) {
        self.calibration = calibration
        words = Set(calibration.pairs.flatMap(\.words))
    }

    /// How both kinds of pairs lie at each layer.
    package var layers: [Separation] { basis(without: []).layers }

    /// The same without the pairs of some words; of all, where too few would remain.
    func basis(without words: [String]) -> Basis {
        let own = Set(words.map { $0.lowercased() }).intersection(self.words)
        return known.withLock { known in
            if let basis = known[own] { return basis }
            let others = calibration.pairs.filter { own.isDisjoint(with: $0.words) }
            let same = others.count(where: \.isSame)
            let isOwn = min(same, others.count - same) < Calibration.leastPairs
            let layers = [Separation](isOwn ? calibration.pairs : others)
            let basis = Basis(layers: layers, best: layers.best, isOwn: isOwn)
            known[own] = basis
            return basis
        }
    }

    /// What the calibration says of a pair.
    ///
    /// - Parameters:
    ///   - cosine: of the word's two vectors, `[layers + 1]`.
    ///   - words: of the two sentences.
    package func opinion(of cosine: [Float], words: [String]) -> Opinion {
        let basis = basis(without: words)
        let layer = basis.layers[basis.best]
        let value = Double(cosine[basis.best])
        return Opinion(
            best: basis.best, logOdds: layer.logOdds(value),
            shareOfSame: layer.same.share(upTo: value),
            shareOfDifferent: layer.different.share(upTo: value), layers: basis.layers)
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
    }
}
