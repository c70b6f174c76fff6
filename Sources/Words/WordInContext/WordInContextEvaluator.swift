import Analyses
import Encoder
import Lists

/// Evaluates a model on Word-in-Context data.
package struct WordInContextEvaluator: Sendable {
    /// Where accuracy is measured.
    package enum Test: Sendable {
        /// On data of its own.
        case files(data: String, gold: String?)
        /// On each of so many parts, with what was chosen on the others.
        case folds(Int)
    }

    private let model: LoadedModel
    private let cache: BaselineCache
    private let reference: [String]

    /// - Parameter reference: the sentences that the baseline is measured from.
    package init(
        model: LoadedModel, cache: BaselineCache,
        reference: [String] = ReferenceSentences.shipped
    ) {
        self.model = model
        self.cache = cache
        self.reference = reference
    }

    /// - Throws: `InputError` for files that cannot be read or do not fit, `WordInContextEvaluationError` when too
    ///   few pairs are left, the errors of `EncoderModel.encode`.
    /// - Parameters:
    ///   - gold: the file with the labels; `nil` where the pairs have theirs beside them.
    ///   - options: how to read all of the files.
    package func evaluate(
        data: String, gold: String?, test: Test, options: ListOptions = ListOptions(),
        onWarning: (String) -> Void = { _ in }
    ) throws -> WordInContextResult {
        let train = try WordInContextPairs(
            data: data, gold: gold, options: options, model: model.encoder)
        train.warnings.forEach(onWarning)
        switch test {
        case .files(let data, let gold):
            let test = try WordInContextPairs(
                data: data, gold: gold, options: options, model: model.encoder)
            test.warnings.forEach(onWarning)
            if train.isGraded || test.isGraded {
                return .grades(
                    try GradedEvaluation(train: train, test: test, model: model.summary))
            }
            let baseline = try baseline()
            try Self.check(train.pairs, "training part", needed: 1)
            guard !test.pairs.isEmpty else {
                throw WordInContextEvaluationError.tooFewPairs(
                    part: "test part", same: 0, different: 0, needed: 1)
            }
            return .labels(
                Self.evaluation(
                    [(train.pairs, test.pairs)], folds: nil, model.summary, baseline,
                    failed: train.failed + test.failed))
        case .folds(let count):
            if train.isGraded {
                return .grades(try GradedEvaluation(train: nil, test: train, model: model.summary))
            }
            try Self.check(train.pairs, "data", needed: count)
            return .labels(
                Self.evaluation(
                    StratifiedFolds.parts(train.pairs, count: count), folds: count, model.summary,
                    try baseline(), failed: train.failed))
        }
    }

    private func baseline() throws -> [Float] {
        try cache.baseline(of: model, sentences: reference).layers
    }

    private static func check(
        _ pairs: [WordInContextPairs.Pair], _ part: String, needed: Int
    ) throws {
        let same = pairs.count(where: \.isSame)
        let different = pairs.count - same
        guard min(same, different) >= needed else {
            throw WordInContextEvaluationError.tooFewPairs(
                part: part, same: same, different: different, needed: needed)
        }
    }

    /// - Parameter parts: what to choose on and what to measure on, for each fold.
    static func evaluation(
        _ parts: [(train: [WordInContextPairs.Pair], test: [WordInContextPairs.Pair])], folds: Int?,
        _ model: AnalyzedPair.Model, _ baseline: [Float], failed: [WordInContextPairs.Failure] = []
    ) -> WordInContextEvaluation {
        let count = baseline.count
        var own = Array(repeating: WordInContextEvaluation.Confusion(), count: count)
        var shared = own
        var sharedCorrected = own
        var best = WordInContextEvaluation.Confusion()
        var majority = WordInContextEvaluation.Confusion()
        var thresholds = Array(repeating: [Double](), count: count)
        var choices = Array(repeating: 0, count: count)
        for (train, test) in parts {
            func similarities(_ layer: Int, isCorrected: Bool) -> [(Double, Bool)] {
                train.map { (value($0, layer, isCorrected), $0.isSame) }
            }
            func value(_ pair: WordInContextPairs.Pair, _ layer: Int, _ isCorrected: Bool) -> Double
            {
                let cosine = pair.similarity(layer)
                return isCorrected && cosine > -2 ? cosine - Double(baseline[layer]) : cosine
            }
            func pooled(isCorrected: Bool) -> ThresholdRule? {
                ThresholdRule.best(
                    (0..<count).flatMap { similarities($0, isCorrected: isCorrected) })
            }
            let rules = (0..<count).compactMap {
                ThresholdRule.best(similarities($0, isCorrected: false))
            }
            guard rules.count == count, let raw = pooled(isCorrected: false),
                let corrected = pooled(isCorrected: true)
            else { continue }
            var chosen = 0
            for layer in rules.indices where rules[layer].accuracy > rules[chosen].accuracy {
                chosen = layer
            }
            choices[chosen] += 1
            let same = train.count(where: \.isSame)
            for pair in test {
                for layer in rules.indices {
                    let cosine = value(pair, layer, false)
                    own[layer].add(
                        isSame: pair.isSame, calledSame: rules[layer].callsSame(cosine))
                    shared[layer].add(isSame: pair.isSame, calledSame: raw.callsSame(cosine))
                    sharedCorrected[layer].add(
                        isSame: pair.isSame,
                        calledSame: corrected.callsSame(value(pair, layer, true)))
                }
                best.add(
                    isSame: pair.isSame,
                    calledSame: rules[chosen].callsSame(value(pair, chosen, false)))
                majority.add(isSame: pair.isSame, calledSame: 2 * same >= train.count)
            }
            for layer in rules.indices where rules[layer].divides {
                thresholds[layer].append(rules[layer].value)
            }
        }
        let names = AnalyzedPair.Similarity(cosine: baseline).layers
        let bestLayer = choices.indices.max { (choices[$0], $1) < (choices[$1], $0) } ?? 0
        let measured = parts.flatMap(\.test)
        let tested = measured.count
        return WordInContextEvaluation(
            model: model,
            split: .init(
                folds: folds, train: folds == nil ? parts.first?.train.count ?? 0 : tested,
                test: tested),
            layers: names.enumerated().map { layer, name in
                let values = thresholds[layer]
                let threshold =
                    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
                return WordInContextEvaluation.Layer(
                    name: name, threshold: threshold,
                    correctedThreshold: threshold.map { $0 - Double(baseline[layer]) },
                    confusion: own[layer], accuracy: own[layer].accuracy,
                    sharedAccuracy: shared[layer].accuracy,
                    sharedCorrectedAccuracy: sharedCorrected[layer].accuracy,
                    spearman: RankCorrelation(
                        measured.map { $0.similarity(layer) }, measured.map { $0.isSame ? 1 : 0 }))
            },
            baseline: baseline, majority: majority.accuracy, bestLayer: names[bestLayer],
            bestConfusion: best, bestAccuracy: best.accuracy, choices: choices, failed: failed)
    }
}

/// Parts of a data set with about as many pairs of each label.
enum StratifiedFolds {
    /// For each part the pairs of the others, to choose on, and its own, to measure on.
    ///
    /// Without chance: the i-th pair of a label is in part i mod `count`, so that every run and every
    /// machine has the same parts.
    static func parts(
        _ pairs: [WordInContextPairs.Pair], count: Int
    ) -> [(train: [WordInContextPairs.Pair], test: [WordInContextPairs.Pair])] {
        var seen = [0, 0]
        let numbers = pairs.map { pair in
            let label = pair.isSame ? 1 : 0
            defer { seen[label] += 1 }
            return seen[label] % count
        }
        return (0..<count).map { part in
            let numbered = zip(pairs, numbers)
            return (
                numbered.filter { $0.1 != part }.map(\.0), numbered.filter { $0.1 == part }.map(\.0)
            )
        }
    }
}
