import Files
import Lists
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses

@Suite struct ModelComparisonTests {
    @Test func opinionsAndDisagreementsEqualTheReference() throws {
        for example in try nonEmpty(try ComparisonReference.load().cases.prefix(1)) {
            let comparison = ModelComparison(example.list, try example.compared())
            #expect(comparison.informed.count == 3)
            for (model, expected) in try paired(comparison.models, example.logOdds) {
                for (opinion, odds) in try paired(model.opinions, expected) {
                    let found = try #require(opinion?.logOdds)
                    #expect(abs(found - odds) < 1e-9)
                }
            }
            for (model, depths) in try paired(comparison.models, example.depths) {
                #expect(try paired(model.depths, depths).allSatisfy { abs($0 - $1) < 1e-12 })
            }
            #expect(comparison.disagreements.count == example.spreads.count)
            for item in comparison.disagreements {
                #expect(abs(item.spread - example.spreads[item.pair]) < 1e-9)
            }
            let spreads = comparison.disagreements.map(\.spread)
            #expect(spreads == spreads.sorted(by: >))
        }
    }

    /// Log-odds of a model that does not tell labelled pairs apart are noise, and no opinion.
    @Test func aModelThatKnowsNothingDisagreesWithNone() throws {
        let example = try ComparisonReference.load().cases[0]
        let models = try example.compared()
        let shuffled = example.pairs(0).enumerated().map { index, pair in
            Calibration.Pair(
                words: pair.words, isSame: (index / 2).isMultiple(of: 2), cosine: pair.cosine)
        }
        let ignorant = ComparedModel(
            name: "ignorant", model: models[0].model,
            calibration: try Calibration(shuffled, listHash: "0"),
            measurement: models[0].measurement, of: example.list)
        #expect(!ignorant.heldOut.isInformative)
        #expect(ignorant.opinions.allSatisfy { $0 != nil && $0?.logOdds == nil })
        let whole = ModelComparison(example.list, models)
        let beside = ModelComparison(example.list, models + [ignorant])
        #expect(beside.disagreements == whole.disagreements)
        #expect(beside.informed.map(\.name) == models.map(\.name))
        let alone = ModelComparison(example.list, [models[0], ignorant])
        #expect(alone.disagreements.allSatisfy { $0.spread == 0 })
    }

    /// What a model does not read counts for no other model either.
    @Test func modelsAreComparedOnPairsThatAllOfThemRead() throws {
        let example = try ComparisonReference.load().cases[0]
        let missing: [Int: Set<Int>] = [0: [3, 4], 2: [4, 90]]
        let comparison = ModelComparison(example.list, try example.compared(without: missing))
        #expect(comparison.common.count == example.words.count - 3)
        #expect(Set(comparison.common).isDisjoint(with: [3, 4, 90]))
        #expect(comparison.ranking?.pairs == example.words.count - 3)
        #expect(comparison.disagreements.count == comparison.common.count)
        #expect(comparison.models[1].opinions.allSatisfy { $0 != nil })
    }

    @Test func aListWithoutLabelsHasNoRanking() throws {
        let example = try ComparisonReference.load().cases[0]
        let list = ComparedPairs(
            example.list.entries.map { .init(row: $0.row, $0.pair) }, list: "list.csv")
        let comparison = ModelComparison(list, try example.compared())
        #expect(comparison.ranking == nil)
        #expect(comparison.labelled(isSame: true).isEmpty)
        #expect(comparison.disagreements.count == example.words.count)
    }

    @Test(
        arguments: [
            (["org/a", "b"], ["a", "b"]), (["x/a", "y/a", "b"], ["x/a", "y/a", "b"]),
            (["a", "a", "c"], ["a (1)", "a (2)", "c"]), (["x/a", "a"], ["x/a", "a"]), ([], []),
        ] as [([String], [String])])
    func namesTellModelsApart(_ names: [String], _ expected: [String]) {
        let found = ComparedModel.names(names)
        #expect(found == expected)
        #expect(Set(found).count == names.count)
    }
}

@Suite struct ComparedPairsTests {
    @Test func rowsKeepTheirLabelsAndPlaces() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/own.csv"
            try """
            id,word,sentence1,sentence2,label
            a,bank,A bank.,The bank.,same
            b,,A bank.,Bank.,different
            c,bank,A bank.,Bank.,different
            d,bank,A bank.,Bank.,
            e,bank,A bank.,Bank.,3
            """.write(toFile: path, atomically: true, encoding: .utf8)
            let pairs = try ComparedPairs(path: path)
            #expect(pairs.entries.map(\.row) == [1, 3, 4, 5])
            #expect(pairs.entries.map(\.isSame) == [true, false, nil, nil])
            #expect(pairs.failures.map(\.row) == [2] && pairs.failures[0].id == "b")
            #expect(pairs.list == "own.csv" && !pairs.isOnePair)
        }
    }

    /// A 1 on a scale to 4 is not the same sense.
    @Test func gradesAreNoSenses() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/own.csv"
            let labels = ["1", "4", "0", "same"]
            let rows = labels.map { "bank,A bank.,The bank.,\($0)" }
            try (["word,sentence1,sentence2,label"] + rows).joined(separator: "\n").write(
                toFile: path, atomically: true, encoding: .utf8)
            #expect(try ComparedPairs(path: path).entries.map(\.isSame) == [nil, nil, nil, true])
            #expect(try CalibrationList(path: path).entries().count == 1)
        }
    }

    @Test func aListWithoutPairsIsRefused() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/own.csv"
            try "id,word,sentence1,sentence2\na,,A bank.,Bank.\n".write(
                toFile: path, atomically: true, encoding: .utf8)
            #expect(throws: ComparisonError.self) { try ComparedPairs(path: path) }
            do { _ = try ComparedPairs(path: path) } catch {
                #expect(
                    "\(error)".hasSuffix("expected pairs of sentences, found none among 1 rows"))
            }
        }
    }

    @Test func onePairIsNoList() {
        let pairs = ComparedPairs(TinyModel.pair)
        #expect(pairs.isOnePair && pairs.entries.count == 1 && pairs.entries[0].isSame == nil)
    }
}
