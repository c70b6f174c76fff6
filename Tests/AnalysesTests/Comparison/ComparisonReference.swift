import Foundation
import Lists
import ReportTestSupport

@testable import Analyses

/// What `make_comparison.py` computed with NumPy and SciPy: models of different depth on labelled pairs.
struct ComparisonReference: Decodable {
    struct Estimate: Decodable {
        var value: Double
        var low: Double
        var high: Double
    }

    struct Entry: Decodable {
        var model: Int
        var best: Int
        var aucByLayer: [Double]
        var accuracy: Estimate
        var auc: Estimate
        var accuracyBehind: Estimate
        var aucBehind: Estimate
    }

    struct Ranking: Decodable {
        var unit: String
        var units: Int
        var entries: [Entry]
    }

    struct Case: Decodable {
        var words: [String]
        var labels: [Bool]
        /// `[models][pairs][layers + 1]`
        var models: [[[Float]]]
        var depths: [[Double]]
        /// `[models][pairs]`
        var logOdds: [[Double]]
        var spreads: [Double]
        var ranking: Ranking

        /// The pairs of a model.
        func pairs(_ model: Int) -> [Calibration.Pair] {
            words.indices.map {
                .init(
                    words: [words[$0], words[$0]], isSame: labels[$0], cosine: models[model][$0])
            }
        }

        var list: ComparedPairs {
            ComparedPairs(
                words.indices.map { index in
                    .init(
                        row: index + 1,
                        SentencePair("a", "b", word: words[index], id: "\(index)"),
                        isSame: labels[index])
                }, list: "list.csv")
        }

        /// The models, each calibrated on the list itself.
        func compared(without missing: [Int: Set<Int>] = [:]) throws -> [ComparedModel] {
            try models.indices.map { model in
                let kinds = WordAttention.Kinds(own: 0.5, beside: 0.25, others: 0.25, special: 0.1)
                return ComparedModel(
                    name: "model \(model)",
                    model: AnalyzedPair.Model(
                        name: "model \(model)", type: "bert", layers: models[model][0].count - 1,
                        heads: 2, hiddenSize: 4, parameters: 8, sha256: "\(model)"),
                    calibration: try Calibration(pairs(model), listHash: "0"),
                    measurement: ModelMeasurement(
                        pairs: models[model].enumerated().map { index, cosine in
                            missing[model]?.contains(index) == true
                                ? nil : .init(cosine: cosine, kinds: [kinds, kinds])
                        }), of: list)
            }
        }
    }

    /// One of many words, and one of three.
    var cases: [Case]

    static func load() throws -> ComparisonReference {
        let folder = URL(fileURLWithPath: TinyModel.directory).deletingLastPathComponent()
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(
            Self.self, from: Data(contentsOf: folder.appendingPathComponent("comparison.json")))
    }
}
