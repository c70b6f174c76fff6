import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Words

@Suite struct WordInContextEvaluatorTests {
    private func evaluate(
        _ data: String = WordReference.data, _ gold: String = WordReference.gold,
        _ test: WordInContextEvaluator.Test = .folds(5), model: WordReference.Name = .distilBERT
    ) throws -> WordInContextEvaluation {
        try withTemporaryDirectory { directory in
            try WordInContextEvaluator(
                model: model.model(), cache: BaselineCache(directory: directory),
                reference: WordReference.sentences
            ).evaluate(data: data, gold: gold, test: test).labels()
        }
    }

    private func pair(_ cosine: [Float], _ isSame: Bool) -> WordInContextPairs.Pair {
        WordInContextPairs.Pair(cosine: cosine, isSame: isSame)
    }

    @Test(arguments: WordReference.Name.allCases)
    func agreesWithTheReference(_ name: WordReference.Name) throws {
        let whole = try WordReference.load(name)
        let reference = whole.wic
        let pairs = try WordInContextPairs(
            data: WordReference.data, gold: WordReference.gold, model: name.model().encoder)
        #expect(pairs.pairs.count == 60 && pairs.failed.isEmpty)
        for (expected, pair) in try paired(reference.cosines, pairs.pairs) {
            #expect(largestDifference(expected, pair.cosine) < 1e-5)
        }
        let found = try evaluate(model: name)
        #expect(largestDifference(whole.baseline, found.baseline) < 1e-5)
        for (index, layer) in found.layers.enumerated() {
            #expect(abs(reference.accuracy[index] - layer.accuracy) < 1e-8, "\(layer.name)")
            #expect(layer.confusion.accuracy == layer.accuracy)
            let threshold = reference.thresholds[index]
            #expect(abs(threshold - (layer.threshold ?? .nan)) < 1e-5)
            #expect(
                abs(threshold - whole.baseline[index] - (layer.correctedThreshold ?? .nan)) < 1e-4)
            #expect(abs(reference.sharedAccuracy[index] - layer.sharedAccuracy) < 1e-8)
            #expect(
                abs(reference.sharedCorrectedAccuracy[index] - layer.sharedCorrectedAccuracy)
                    < 1e-8)
        }
        #expect(abs(reference.bestAccuracy - found.bestAccuracy) < 1e-8)
        #expect(found.choices == reference.choices)
        #expect(found.split == .init(folds: 5, train: 60, test: 60))
        #expect(found.majority == 0.5)
    }

    @Test func partsAreStratifiedAndDisjoint() {
        let pairs = (0..<23).map { pair([Float($0)], $0 % 3 == 0) }
        let parts = StratifiedFolds.parts(pairs, count: 4)
        #expect(parts.count == 4)
        #expect(parts.flatMap(\.test).count == 23)
        #expect(Set(parts.flatMap(\.test).map(\.cosine)).count == 23)
        for (train, test) in parts {
            #expect(train.count + test.count == 23)
            #expect(!train.contains { test.contains($0) })
            #expect((5...6).contains(test.count))
            #expect((1...2).contains(test.count(where: \.isSame)))
        }
    }

    /// Labels at random: a threshold that has not seen them is right about half the time, while one chosen
    /// on them would be right more often.
    @Test func thresholdsDoNotSeeWhatTheyAreMeasuredOn() {
        // The test part says the opposite of the training part.
        let train = [pair([0.9], true), pair([0.8], true), pair([0.1], false), pair([0.2], false)]
        let test = train.map { pair($0.cosine, !$0.isSame) }
        let found = WordInContextEvaluator.evaluation(
            [(train, test)], folds: nil, Sample.model, [0])
        #expect(found.layers[0].accuracy == 0)
        #expect(found.bestAccuracy == 0)
        #expect(found.bestConfusion.sameAsDifferent == 2)
        #expect(found.bestConfusion.differentAsSame == 2)
    }

    @Test func theBestLayerIsChosenOnTheTrainingPart() {
        // The second layer is perfect where one chooses, the first where one measures.
        let train = [
            pair([0.1, 0.9], true), pair([0.9, 0.1], false), pair([0.2, 0.8], true),
            pair([0.3, 0.2], false),
        ]
        let test = [pair([0.9, 0.1], true), pair([0.1, 0.9], false)]
        let found = WordInContextEvaluator.evaluation(
            [(train, test)], folds: nil, Sample.model, [0, 0])
        #expect(found.bestLayer == "L0" && found.choices == [0, 1])
        #expect(found.bestAccuracy == 0)
    }

    /// Two layers that differ by a constant: one threshold serves both only where it is subtracted.
    @Test func theCorrectionCountsAcrossLayers() {
        let pairs = (0..<20).map { index -> WordInContextPairs.Pair in
            let isSame = index % 2 == 0
            let value: Float = isSame ? 0.3 : 0.1
            return pair([value, value + 0.5], isSame)
        }
        let found = WordInContextEvaluator.evaluation(
            [(pairs, pairs)], folds: nil, Sample.model, [0, 0.5])
        #expect(found.layers.map(\.accuracy) == [1, 1])
        #expect(found.layers.map(\.sharedCorrectedAccuracy) == [1, 1])
        #expect(found.layers.map(\.sharedAccuracy).reduce(0, +) == 1.5)
        for layer in found.layers { #expect(abs((layer.correctedThreshold ?? 0) - 0.2) < 1e-6) }
    }

    /// Where the more frequent label is the best answer for every pair, no number divides the pairs, and the mean over
    /// the folds leaves such folds out.
    @Test func aThresholdThatDividesNothingIsNone() {
        let never = [pair([0.9], false), pair([0.8], false), pair([0.5], true), pair([0.1], false)]
        let found = WordInContextEvaluator.evaluation(
            [(never, never)], folds: nil, Sample.model, [0.1])
        #expect(found.layers[0].threshold == nil && found.layers[0].correctedThreshold == nil)
        #expect(found.layers[0].accuracy == 0.75)
        #expect(found.table.contains("none"))
        let always = never.map { pair($0.cosine, !$0.isSame) }
        #expect(
            WordInContextEvaluator.evaluation([(always, always)], folds: nil, Sample.model, [0])
                .layers[0]
                .threshold == nil)
        let good = [pair([0.9], true), pair([0.5], true), pair([0.2], false), pair([0.1], false)]
        let mixed = WordInContextEvaluator.evaluation(
            [(never, good), (good, never)], folds: 2, Sample.model, [0])
        #expect(abs((mixed.layers[0].threshold ?? 0) - 0.35) < 1e-6)
        let csv = String(decoding: found.accuracyCSV(), as: UTF8.self).split(separator: "\r\n")
        #expect(csv[1].hasPrefix("emb,0.75,,,"))
    }

    @Test func labelsAreCorrelatedWithTheCosine() throws {
        let pairs = [pair([0.9], true), pair([0.5], true), pair([0.2], false), pair([0.1], false)]
        let found = WordInContextEvaluator.evaluation(
            [(pairs, pairs)], folds: nil, Sample.model, [0])
        #expect(
            found.layers[0].spearman == RankCorrelation([0.9, 0.5, 0.2, 0.1], [1, 1, 0, 0]))
    }

    @Test func aTestPartOfItsOwn() throws {
        try withTemporaryDirectory { directory in
            let lines = try String(contentsOfFile: WordReference.data, encoding: .utf8)
                .split(separator: "\n")
            let labels = try String(contentsOfFile: WordReference.gold, encoding: .utf8)
                .split(separator: "\n")
            for (name, range) in [("a", 0..<40), ("b", 40..<60)] {
                for (ending, rows) in [("data", lines), ("gold", labels)] {
                    try Data(rows[range].joined(separator: "\n").utf8).write(
                        to: URL(fileURLWithPath: "\(directory)/\(name).\(ending).txt"))
                }
            }
            func path(_ name: String) -> String { "\(directory)/\(name).txt" }
            let found = try evaluate(
                path("a.data"), path("a.gold"), .files(data: path("b.data"), gold: path("b.gold")))
            #expect(found.split == .init(folds: nil, train: 40, test: 20))
            let counted = found.layers.map { layer in
                let confusion = layer.confusion
                return confusion.sameAsSame + confusion.sameAsDifferent
                    + confusion.differentAsSame + confusion.differentAsDifferent
            }
            #expect(counted == [20, 20, 20, 20])
        }
    }

    @Test func tooFewPairsAreAnError() throws {
        try withTemporaryDirectory { directory in
            let (data, gold) = (directory + "/x.data.txt", directory + "/x.gold.txt")
            try Data("bank\tN\t1-1\tA bank .\tThe bank .\n".utf8).write(
                to: URL(fileURLWithPath: data))
            try Data("T\n".utf8).write(to: URL(fileURLWithPath: gold))
            let error = #expect(throws: WordInContextEvaluationError.self) {
                try evaluate(data, gold, .folds(2))
            }
            #expect(
                error.map { "\($0)" }
                    == "the data has 1 pairs of the same sense and 0 of different senses; expected 2 "
                    + "or more of each")
        }
    }
}

extension WordInContextResult {
    /// The evaluation of labels.
    func labels() throws -> WordInContextEvaluation {
        guard case .labels(let evaluation) = self else {
            throw AnalyzedPairError.unknownSchema(GradedEvaluation.schema)
        }
        return evaluation
    }
}
