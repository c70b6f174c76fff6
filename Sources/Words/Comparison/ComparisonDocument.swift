import Analyses
import Files
import Foundation

/// The object of a comparison's `data.json`.
struct ComparisonDocument: Encodable {
    static let schema = "attention-report/comparison/1"

    struct Accuracy: Encodable {
        var value: Double
        var low: Double
        var high: Double
    }

    struct Verdict: Encodable {
        var layer: String
        var cosine: Float
        var percentileSame: Double
        var percentileDifferent: Double
        /// `nil` of a model that does not tell labelled pairs apart.
        var logOdds: Double?
    }

    struct Model: Encodable {
        var name: String
        var model: AnalyzedPair.Model
        /// On words that had no part in the calibration.
        var accuracy: Accuracy
        var layers: [String]
        var depth: [Double]
        /// Of the pair, or the mean of those that all models read.
        var cosine: [Double]?
        var cosineSame: [Double]?
        var cosineDifferent: [Double]?
        /// Of the calibration, `[layers + 1][2]` and `[layers + 1]`.
        var same: [[Double]]
        var different: [[Double]]
        var auc: [Double]
        /// Of the one pair.
        var verdict: Verdict?
        /// In the first and the last layer, the mean over pairs.
        var attention: [WordAttention.Kinds]
        var failed: [ComparedPairs.Failure]
    }

    struct Sentence: Encodable {
        struct Word: Encodable {
            var text: String
            var place: [Int]
            var isTarget: Bool
        }

        var text: String
        var words: [Word]
        /// `[models][words]`; `null` for what a model does not read.
        var first: [[Float?]]
        var last: [[Float?]]
    }

    struct Ranking: Encodable {
        struct Entry: Encodable {
            var model: String
            var layer: String
            var accuracy: Accuracy
            var auc: Accuracy
            var aucByLayer: [Double]
            var accuracyBehind: Accuracy
            var aucBehind: Accuracy
        }

        var same: Int
        var different: Int
        /// What was drawn: words or pairs, and how many.
        var unit: SenseRanking.Unit
        var units: Int
        var models: [Entry]
    }

    struct Disagreement: Encodable {
        var row: Int
        var id: String
        var label: String?
        var spread: Double
        /// `[models]`
        var logOdds: [Double?]
    }

    var schema = Self.schema
    /// `nil` for one pair.
    var list: String?
    /// The list of the calibration; `nil` for that of the program.
    var calibration: String?
    var calibrationSha256: String
    /// Of the list, and those that all models read.
    var pairs: Int
    var common: Int
    var models: [Model]
    var sentences: [Sentence]?
    var ranking: Ranking?
    /// The first of those on which models disagree most; all are in `pairs.csv`.
    var disagreements: [Disagreement]?
    var failed: [ComparedPairs.Failure]

    /// With sorted keys and a final newline.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try [UInt8](encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}

extension ComparisonDocument {
    init(_ comparison: ModelComparison, calibration: String?, calibrationHash: String) {
        let isOnePair = comparison.pairs.isOnePair
        list = comparison.pairs.list
        self.calibration = calibration
        calibrationSha256 = calibrationHash
        pairs = comparison.pairs.entries.count
        common = comparison.common.count
        models = comparison.models.map { Model($0, in: comparison) }
        sentences = isOnePair ? Self.sentences(comparison) : nil
        ranking = comparison.ranking.map { Ranking($0, comparison.models) }
        disagreements =
            isOnePair ? nil : Self.disagreements(comparison)
        failed = comparison.pairs.failures
    }

    private static func sentences(_ comparison: ModelComparison) -> [Sentence]? {
        comparison.pairs.entries.first.map { entry in
            [entry.pair.sentence1, entry.pair.sentence2].enumerated().map { index, text in
                let attention = ComparedAttention(comparison, sentence: index, text: text)
                func shares(_ layer: Int) -> [[Float?]] {
                    comparison.models.indices.map { model in
                        attention.shares(model, layer: layer).map { $0.isNaN ? nil : $0 }
                    }
                }
                return Sentence(
                    text: text,
                    words: attention.places.enumerated().map { place, range in
                        .init(
                            text: attention.labels[place],
                            place: [range.lowerBound, range.upperBound],
                            isTarget: attention.own.contains(place))
                    }, first: shares(0), last: shares(1))
            }
        }
    }

    private static func disagreements(_ comparison: ModelComparison) -> [Disagreement] {
        comparison.disagreements.prefix(ComparisonPage.shownPairs).map { item in
            let entry = comparison.pairs.entries[item.pair]
            return Disagreement(
                row: entry.row, id: entry.pair.id,
                label: entry.isSame.map { $0 ? "same" : "different" }, spread: item.spread,
                logOdds: comparison.models.map { $0.opinions[item.pair]?.logOdds })
        }
    }
}

extension ComparisonDocument.Accuracy {
    init(_ estimate: SenseRanking.Estimate) {
        self.init(value: estimate.value, low: estimate.low, high: estimate.high)
    }
}

extension ComparisonDocument.Model {
    init(_ model: ComparedModel, in comparison: ModelComparison) {
        name = model.name
        self.model = model.model
        accuracy = .init(
            value: model.heldOut.accuracy, low: model.heldOut.low, high: model.heldOut.high)
        layers = model.stateNames
        depth = model.depths
        cosine = model.mean(comparison.common)
        cosineSame = model.mean(comparison.labelled(isSame: true))
        cosineDifferent = model.mean(comparison.labelled(isSame: false))
        func ends(_ band: ClosedRange<Double>) -> [Double] { [band.lowerBound, band.upperBound] }
        same = model.layers.map { ends($0.same.band) }
        different = model.layers.map { ends($0.different.band) }
        auc = model.layers.map(\.auc)
        if comparison.pairs.isOnePair, let opinion = model.opinions[0] {
            verdict = .init(
                layer: model.stateNames[opinion.state], cosine: opinion.cosine,
                percentileSame: opinion.shareOfSame, percentileDifferent: opinion.shareOfDifferent,
                logOdds: opinion.logOdds)
        }
        attention = model.kinds
        failed = model.failures
    }
}

extension ComparisonDocument.Ranking {
    init(_ ranking: SenseRanking, _ models: [ComparedModel]) {
        same = ranking.same
        different = ranking.different
        unit = ranking.unit
        units = ranking.units
        self.models = ranking.entries.map { entry in
            let model = models[entry.model]
            return Entry(
                model: model.name, layer: model.stateNames[entry.best],
                accuracy: .init(entry.accuracy), auc: .init(entry.auc),
                aucByLayer: entry.aucByLayer, accuracyBehind: .init(entry.accuracyBehind),
                aucBehind: .init(entry.aucBehind))
        }
    }
}
