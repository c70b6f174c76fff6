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
    /// Analyses a pair.
    ///
    /// - Parameters:
    ///   - cosine: of the word's two vectors, `[layers + 1]`.
    ///   - layer: the attention layer whose output the token map is of.
    ///   - threadCount: the numbers do not depend on it.
    /// - Throws: what the encoder throws.
    func analyses(
        of sides: [PairAnalyses.Side], cosine: [Float], layer: Int, threadCount: Int
    ) throws -> PairAnalyses {
        var result = PairAnalyses()
        result.unavailable = unavailable
        if let baseline {
            result.corrected = PairAnalyses.Corrected(
                cosine, baseline, sides[0].encoding, sides[1].encoding)
        }
        if choice.contains(.rollout) {
            result.rollout = PairAnalyses.Rollout(
                layers: sides.map { AttentionRollout.byLayer(from: $0.target, in: $0.encoding) })
        }
        if let transform {
            let flows = try mapConcurrently(count: 2, threadCount: threadCount) {
                try transform.flow(to: sides[$0].target, in: sides[$0].encoding)
            }
            if choice.contains(.norm) {
                result.norm = PairAnalyses.Norm(
                    layers: flows.map(\.norms.layers), heads: flows.map(\.norms.heads))
            }
            if choice.contains(.heads) {
                result.heads = try PairAnalyses.Heads(
                    sides, similarity: transform.headSimilarity(flows[0], flows[1]),
                    threadCount: threadCount)
            }
        }
        if let finder, let first = sides[0].masked, let second = sides[1].masked {
            result.substitutes = PairAnalyses.Substitutes(
                try finder.compare(
                    first.sentence, first.encoding, second.sentence, second.encoding))
        }
        if choice.contains(.neighbours) {
            result.neighbours = PairAnalyses.Neighbours(sides, state: layer + 1)
        }
        if choice.contains(.geometry) { result.geometry = PairAnalyses.Geometry(sides) }
        return result
    }
}
