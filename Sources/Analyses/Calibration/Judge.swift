import Synchronization

/// Makes verdicts from a calibration.
///
/// A pair is never judged by pairs of its own word: those are left out, as each pair of the calibration's
/// list would else be judged by itself.
package final class Judge: Sendable {
    package let calibration: Calibration
    /// The pairs that have a word, as indices.
    private let pairsOfWord: [String: [Int]]
    /// Of all pairs, by layer.
    private let ranked: [RankedPairs]
    private let all: Basis
    /// By the words that are left out.
    private let known = Mutex<[Set<String>: Basis]>([:])
    private let knownLimit: Int

    /// What verdicts are made from when certain words are left out.
    struct Basis: Sendable {
        var layers: [Separation]
        /// The layer that tells both kinds apart best.
        var best: Int
        /// Whether nothing was left out, since too few pairs would remain.
        var isOwn = false

        init(_ layers: [Separation]) {
            self.layers = layers
            best = layers.best
        }
    }

    package init(_ calibration: Calibration) {
        let pairs = calibration.pairs
        self.calibration = calibration
        pairsOfWord = pairs.enumerated().reduce(into: [:]) { known, item in
            for word in item.element.words { known[word, default: []].append(item.offset) }
        }
        ranked = (0...calibration.layerCount).map { RankedPairs(pairs, layer: $0) }
        all = Basis(ranked.map { $0.separation { _ in true } })
        knownLimit = Self.keptNumbers / (pairs.count * ranked.count) + 1
    }

    /// So many numbers are kept for words that are left out, about 32 MB: of a long list all together would be
    /// gigabytes.
    private static let keptNumbers = 4_000_000

    /// How both kinds of pairs lie at each layer.
    package var layers: [Separation] { all.layers }

    /// The same without the pairs of some words; of all, where too few would remain.
    func basis(without words: [String]) -> Basis {
        let own = Set(words.map { $0.lowercased() }.filter { pairsOfWord[$0] != nil })
        guard !own.isEmpty else { return all }
        if let basis = known.withLock({ $0[own] }) { return basis }
        let basis = measured(without: own)
        known.withLock { known in
            // Lists stand in the order of their words: those of long ago are not asked for again.
            if known.count >= knownLimit { known = [:] }
            known[own] = basis
        }
        return basis
    }

    private func measured(without own: Set<String>) -> Basis {
        let pairs = calibration.pairs
        let left = Set(own.flatMap { pairsOfWord[$0] ?? [] })
        let isOut = pairs.indices.map(left.contains)
        let same = pairs.indices.count { !isOut[$0] && pairs[$0].isSame }
        guard min(same, pairs.count - left.count - same) >= Calibration.leastPairs else {
            var basis = all
            basis.isOwn = true
            return basis
        }
        return Basis(ranked.map { $0.separation { !isOut[$0] } })
    }

    /// What the calibration says of a pair.
    ///
    /// - Parameters:
    ///   - cosine: of the word's two vectors, `[layers + 1]`.
    ///   - words: of the two sentences, as they were asked for and as the sentences have them.
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

/// The pairs of a calibration from the least similar up, at one layer: sorted once, for all words that may be
/// left out.
private struct RankedPairs: Sendable {
    private typealias Ranked = (pair: Int, similarity: Double)
    private let same: [Ranked]
    private let different: [Ranked]

    init(_ pairs: [Calibration.Pair], layer: Int) {
        func ranked(_ isSame: Bool) -> [Ranked] {
            pairs.indices.filter { pairs[$0].isSame == isSame }
                .map { ($0, Double(pairs[$0].cosine[layer])) }
                .sorted { $0.similarity < $1.similarity }
        }
        same = ranked(true)
        different = ranked(false)
    }

    /// - Parameter isKept: whether a pair counts.
    func separation(_ isKept: (Int) -> Bool) -> Separation {
        func numbers(_ ranked: [Ranked]) -> SortedNumbers {
            SortedNumbers(
                ascending: ranked.compactMap { isKept($0.pair) ? $0.similarity : nil })
        }
        return Separation(numbers(same), numbers(different))
    }
}
