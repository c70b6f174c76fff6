import Encoder

/// What the analyses need of a model, prepared once for any number of pairs.
public struct AnalysisTools: Sendable {
    /// What the user asked for.
    public let choice: AnalysisChoice
    /// The user's file of sentences for the baseline; `nil` for those of this package.
    let baselineName: String?
    let baseline: SimilarityBaseline?
    let transform: ValueTransform?
    let finder: SubstituteFinder?
    let unavailable: [AnalysisKind: String]

    /// Nothing is analysed.
    public static let none = AnalysisTools()

    private init() {
        choice = .none
        baselineName = nil
        baseline = nil
        transform = nil
        finder = nil
        unavailable = [:]
    }

    /// - Parameters:
    ///   - weights: the hash of the model's weights, by which its baseline is kept.
    ///   - cache: where baselines are kept.
    ///   - sentences: those that the baseline is measured from.
    ///   - onMeasuring: called before a baseline is measured, which takes a while.
    ///   - onUnwritten: called with the file of a baseline that could not be kept.
    /// - Throws: `SimilarityBaselineError`; what reading the weights throws.
    public init(
        _ choice: AnalysisChoice, model: EncoderModel, weights: String, cache: BaselineCache,
        sentences: BaselineSentences = .shipped, onMeasuring: () -> Void = {},
        onUnwritten: (String) -> Void = { _ in }
    ) throws {
        self.choice = choice
        baselineName = choice.contains(.corrected) ? sentences.name : nil
        var unavailable: [AnalysisKind: String] = [:]
        baseline =
            choice.contains(.corrected)
            ? try cache.baseline(
                of: model, weights: weights, sentences: sentences.sentences,
                onMeasuring: onMeasuring,
                onUnwritten: onUnwritten) : nil
        transform =
            choice.contains(.norm) || choice.contains(.heads) ? try ValueTransform(model) : nil
        finder = choice.contains(.substitutes) ? try SubstituteFinder(model) : nil
        if choice.contains(.substitutes), finder == nil {
            unavailable[.substitutes] =
                "the checkpoint has no masked-language-model head, or its vocabulary no mask"
        }
        self.unavailable = unavailable
    }
}

extension PairAnalyses {
    /// One sentence with the tokens of the word.
    struct Side: Sendable {
        let encoding: Encoding
        let target: [Int]
        /// The sentence with the word masked, for substitutes.
        var masked: (sentence: MaskedSentence, encoding: Encoding)?
    }
}

extension AnalysisTools {
    /// A pair of sentences with what the model computed for them.
    struct Pair: Sendable {
        let sides: [PairAnalyses.Side]
        /// Of the word's two vectors, `[layers + 1]`.
        let cosine: [Float]
    }

    /// Analyses pairs; what multiplies with the model's weights does so for all of them at once.
    ///
    /// - Parameters:
    ///   - layer: the attention layer whose output the token map is of.
    ///   - threadCount: the numbers do not depend on it.
    /// - Throws: what the encoder throws.
    func analyses(of pairs: [Pair], layer: Int, threadCount: Int) throws -> [PairAnalyses] {
        // The parts have nothing to do with one another.
        let parts = try mapConcurrently(count: 3, threadCount: threadCount) { part in
            switch part {
            case 0: try substitutes(pairs)
            case 1: try flows(pairs, threadCount: threadCount)
            default: pairs.map { geometry($0, layer: layer) }
            }
        }
        return zip(parts[0], zip(parts[1], parts[2])).map { substitutes, others in
            let (flows, geometry) = others
            var result = geometry
            (result.norm, result.heads) = (flows.norm, flows.heads)
            result.substitutes = substitutes.substitutes
            result.unavailable = unavailable
            return result
        }
    }

    private func substitutes(_ pairs: [Pair]) throws -> [PairAnalyses] {
        var results = pairs.map { _ in PairAnalyses() }
        guard let finder else { return results }
        let masked = pairs.indices.filter { pairs[$0].sides.allSatisfy { $0.masked != nil } }
        let found = try finder.compare(masked.map { pairs[$0].sides.compactMap(\.masked) })
        for (index, comparison) in zip(masked, found) {
            results[index].substitutes = PairAnalyses.Substitutes(comparison)
        }
        return results
    }

    private func flows(_ pairs: [Pair], threadCount: Int) throws -> [PairAnalyses] {
        guard let transform else { return pairs.map { _ in PairAnalyses() } }
        let flows = try transform.flows(
            pairs.flatMap(\.sides).map { ($0.target, $0.encoding) })
        return try pairs.enumerated().map { index, pair in
            let flows = [flows[2 * index], flows[2 * index + 1]]
            var result = PairAnalyses()
            if choice.contains(.norm) {
                result.norm = PairAnalyses.Norm(
                    layers: flows.map(\.norms.layers), heads: flows.map(\.norms.heads))
            }
            if choice.contains(.heads) {
                result.heads = try PairAnalyses.Heads(
                    pair.sides, similarity: transform.headSimilarity(flows[0], flows[1]),
                    threadCount: threadCount)
            }
            return result
        }
    }

    /// What needs no weights.
    private func geometry(_ pair: Pair, layer: Int) -> PairAnalyses {
        var result = PairAnalyses()
        let sides = pair.sides
        if let baseline {
            result.corrected = PairAnalyses.Corrected(
                pair.cosine, baseline, sides[0].encoding, sides[1].encoding)
        }
        if choice.contains(.rollout) {
            result.rollout = PairAnalyses.Rollout(
                layers: sides.map { AttentionRollout.byLayer(from: $0.target, in: $0.encoding) })
        }
        if choice.contains(.neighbours) {
            result.neighbours = PairAnalyses.Neighbours(sides, state: layer + 1)
        }
        if choice.contains(.geometry) { result.geometry = PairAnalyses.Geometry(sides) }
        return result
    }
}
