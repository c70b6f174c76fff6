import Encoder

/// What the analyses need of a model, prepared once for any number of pairs.
package struct AnalysisTools: Sendable {
    /// What the user asked for.
    let choice: AnalysisChoice
    /// The user's file of sentences for the baseline; `nil` for those of this package.
    let baselineName: String?
    let baseline: SimilarityBaseline?
    let transform: ValueTransform?
    let finder: SubstituteFinder?
    let occlusion: WordOcclusion?
    /// The user's list for calibration; `nil` for that of this package.
    let calibrationName: String?
    let judge: Judge?
    /// Why the model lacks what is needed.
    private let reasons: [AnalysisNeed: String]

    /// Nothing is analysed.
    static let none = AnalysisTools()

    private init() {
        choice = .none
        baselineName = nil
        baseline = nil
        transform = nil
        finder = nil
        occlusion = nil
        calibrationName = nil
        judge = nil
        reasons = [:]
    }

    /// - Parameters:
    ///   - needs: what to prepare for figures besides what the analyses need.
    ///   - weights: the hash of the model's weights, by which its baseline is kept.
    ///   - cache: where baselines are kept.
    ///   - sentences: those that the baseline is measured from.
    ///   - list: the labelled pairs that the model is calibrated on.
    ///   - onMeasuring: called before a baseline is measured, which takes a while.
    ///   - onCalibrating: the same for a calibration.
    ///   - onUnwritten: called with the file of a measurement that could not be kept.
    /// - Throws: `SimilarityBaselineError`; `CalibrationError`; what reading the weights throws.
    package init(
        _ choice: AnalysisChoice, needs: Set<AnalysisNeed> = [], model: EncoderModel,
        weights: String, cache: BaselineCache, sentences: BaselineSentences = .shipped,
        list: CalibrationList = .shipped, onMeasuring: () -> Void = {},
        onCalibrating: () -> Void = {}, onUnwritten: (String) -> Void = { _ in }
    ) throws {
        self.choice = choice
        let needs = needs.union(choice.needs)
        baselineName = needs.contains(.baseline) ? sentences.name : nil
        baseline =
            needs.contains(.baseline)
            ? try cache.baseline(
                of: model, weights: weights, sentences: sentences.sentences,
                onMeasuring: onMeasuring,
                onUnwritten: onUnwritten) : nil
        transform = needs.contains(.valueVectors) ? try ValueTransform(model) : nil
        finder = needs.contains(.maskedWords) ? try SubstituteFinder(model) : nil
        occlusion = needs.contains(.mask) ? WordOcclusion(model) : nil
        calibrationName = needs.contains(.calibration) ? list.name : nil
        judge =
            needs.contains(.calibration)
            ? Judge(
                try CalibrationCache(beside: cache).calibration(
                    of: model, weights: weights, list: list, onMeasuring: onCalibrating,
                    onUnwritten: onUnwritten)) : nil
        var reasons: [AnalysisNeed: String] = [:]
        if needs.contains(.maskedWords), finder == nil {
            reasons[.maskedWords] =
                "the checkpoint has no masked-language-model head, or its vocabulary no mask"
        }
        if needs.contains(.mask), occlusion == nil {
            reasons[.mask] = "the model’s vocabulary has no mask"
        }
        self.reasons = reasons
    }

    /// Why an analysis of a pair cannot be made; `nil` where it can.
    func reason(against type: any Analysis.Type, of pair: AnalysisInput.Pair) -> String? {
        if type.needs.contains(.everyRow), !pair.hasEveryRow {
            return
                "it is about every token, and a text has more than "
                + "\(EncoderModel.wholeAttentionLimit) of them"
        }
        return type.needs.compactMap { reasons[$0] }.first
    }

    /// Analyses pairs; what multiplies with the model's weights does so for all of them at once.
    ///
    /// - Parameters:
    ///   - layer: the attention layer that the user chose.
    ///   - threadCount: the numbers do not depend on it.
    /// - Throws: what the encoder throws.
    func analyses(
        of pairs: [AnalysisInput.Pair], layer: Int, threadCount: Int
    ) throws -> [AnalysisResults] {
        let input = AnalysisInput(pairs, layer: layer, tools: self, threadCount: threadCount)
        // Those that run the model take longest, so they are begun first.
        let types = choice.types
        let runs: Set<AnalysisNeed> = [.maskedWords, .mask]
        let order =
            types.filter { !$0.needs.isDisjoint(with: runs) }
            + types.filter { $0.needs.isDisjoint(with: runs) }
        let results = try mapConcurrently(count: order.count, threadCount: threadCount) { index in
            try Self.results(of: order[index], input)
        }
        return pairs.indices.map { index in
            var analyses = AnalysisResults()
            for result in results { result[index].map { Self.put($0, in: &analyses) } }
            for type in types {
                analyses.unavailable[type.name] = reason(against: type, of: pairs[index])
            }
            return analyses
        }
    }

    private static func results<Result: Analysis>(
        of type: Result.Type, _ input: AnalysisInput
    ) throws -> [(any Analysis)?] {
        try type.results(of: input).map { $0 }
    }

    private static func put<Result: Analysis>(_ result: Result, in analyses: inout AnalysisResults)
    {
        analyses[Result.self] = result
    }
}
