import Encoder
import Foundation

/// One of the models that are compared: what it gives for the pairs, and what its calibration says of that.
package struct ComparedModel: Sendable {
    /// What the calibration says of one pair, at the state that tells labelled pairs apart best.
    package struct Opinion: Equatable, Sendable {
        /// The state; 0 is the embeddings.
        package var state: Int
        package var cosine: Float
        /// Of the same sense against different senses, natural; `nil` of a model that does not tell labelled
        /// pairs apart.
        package var logOdds: Double?
        /// The shares of labelled pairs of each kind that are at most as similar.
        package var shareOfSame: Double
        package var shareOfDifferent: Double

        /// Of the same sense, if both kinds are equally frequent; from 0 to 1. `nil` without log-odds.
        package var probability: Double? { logOdds.map { 1 / (1 + exp(-$0)) } }
    }

    /// Tells it apart from the others.
    package let name: String
    package let model: AnalyzedPair.Model
    package let heldOut: HeldOut
    /// How labelled pairs lie at each state; of one pair without those of its own word.
    package let layers: [Separation]
    package let measurement: ModelMeasurement
    /// The pairs whose word it does not find.
    package let failures: [ComparedPairs.Failure]
    /// One for each pair that it reads.
    package let opinions: [Opinion?]
    /// The verdict on the pair in words, where there is only one.
    package let verdict: Finding?

    /// - Parameter name: unlike those of the other models.
    package init(
        name: String, model: AnalyzedPair.Model, calibration: Calibration,
        measurement: ModelMeasurement, failures: [ComparedPairs.Failure] = [],
        of pairs: ComparedPairs
    ) {
        let judge = Judge(calibration)
        self.name = name
        self.model = model
        self.measurement = measurement
        self.failures = failures
        heldOut = calibration.heldOut
        opinions = zip(pairs.entries, measurement.pairs).map { entry, pair in
            pair.map { pair in
                let opinion = judge.opinion(
                    of: pair.cosine, words: [entry.pair.word1, entry.pair.word2])
                return Opinion(
                    state: opinion.best, cosine: pair.cosine[opinion.best],
                    logOdds: calibration.heldOut.isInformative ? opinion.logOdds : nil,
                    shareOfSame: opinion.shareOfSame,
                    shareOfDifferent: opinion.shareOfDifferent)
            }
        }
        guard pairs.isOnePair, let entry = pairs.entries.first, let pair = measurement.pairs[0]
        else {
            layers = judge.layers
            verdict = nil
            return
        }
        let words = [entry.pair.word1, entry.pair.word2]
        layers = judge.opinion(of: pair.cosine, words: words).layers
        verdict = Verdict(judge, cosine: pair.cosine, words: words).finding(
            cosine: pair.cosine, layers: AnalyzedPair.Similarity(cosine: pair.cosine).layers)
    }

    /// `emb`, then `L0`, `L1`, …
    package var stateNames: [String] {
        ["emb"] + (0..<model.layers).map(AnalyzedPair.layerName)
    }

    /// How deep each state is: 0 for the embeddings, 1 for the last layer's output.
    package var depths: [Double] {
        (0...model.layers).map { Double($0) / Double(max(model.layers, 1)) }
    }

    /// The mean cosine of some of the pairs by state; `nil` without any.
    package func mean(_ pairs: [Int]) -> [Double]? {
        let cosines = pairs.compactMap { measurement.pairs[$0]?.cosine }
        guard !cosines.isEmpty else { return nil }
        return (0...model.layers).map { state in
            cosines.reduce(0) { $0 + Double($1[state]) } / Double(cosines.count)
        }
    }

    /// What words attend to in the first and the last layer, the mean over the pairs.
    package var kinds: [WordAttention.Kinds] {
        let pairs = measurement.pairs.compactMap { $0?.kinds }
        return [0, 1].map { layer in
            func mean(_ part: (WordAttention.Kinds) -> Float) -> Float {
                let sum = pairs.reduce(0) { $0 + Double(part($1[layer])) }
                return Float(sum / Double(max(pairs.count, 1)))
            }
            return WordAttention.Kinds(
                own: mean(\.own), beside: mean(\.beside), others: mean(\.others),
                special: mean(\.special))
        }
    }
}

extension ComparedModel {
    /// Names that tell models apart: the last part of a name, the whole of it where two share that, and a number
    /// where two share the whole.
    package static func names(_ names: [String]) -> [String] {
        func counts(_ names: [String]) -> [String: Int] {
            names.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        let short = names.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
        let shortCounts = counts(short)
        let chosen = zip(names, short).map { shortCounts[$1] == 1 ? $1 : $0 }
        let chosenCounts = counts(chosen)
        var seen: [String: Int] = [:]
        return chosen.map { name in
            guard (chosenCounts[name] ?? 1) > 1 else { return name }
            seen[name, default: 0] += 1
            return "\(name) (\(seen[name] ?? 1))"
        }
    }
}
