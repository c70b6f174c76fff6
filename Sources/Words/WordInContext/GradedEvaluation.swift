import Analyses
import Files
import Foundation
import Lists

/// How far similarity follows the grades that people gave to pairs of uses: the object of such an evaluation's
/// `data.json`.
///
/// The task is graded Word-in-Context, as in CoSimLex (Armendariz and others 2020) and DURel (Schlechtweg and others
/// 2018). Ranks count, so that a grade may have any unit, and correcting the cosines of a layer changes nothing.
package struct GradedEvaluation: Sendable, Equatable, Codable {
    package static let schema = "attention-report/wic-grades/1"

    /// One layer.
    package struct Layer: Sendable, Equatable, Codable {
        package var name: String
        /// Spearman's correlation of cosine and grade; `nil` where all cosines are equal.
        package var spearman: RankCorrelation?
    }

    package var schema = Self.schema
    package var model: AnalyzedPair.Model
    /// Pairs that the layer was chosen on; `nil` where none was chosen.
    package var train: Int?
    /// Pairs that were measured.
    package var test: Int
    package var lowestGrade: Double
    package var highestGrade: Double
    package var layers: [Layer]
    /// The layer with the highest correlation on the training part.
    package var chosenLayer: String?
    var failed: [WordInContextPairs.Failure]

    /// - Parameter train: what the layer is chosen on, if on anything.
    /// - Throws: `WordInContextEvaluationError.equalGrades`.
    init(train: WordInContextPairs?, test: WordInContextPairs, model: AnalyzedPair.Model) throws {
        for (part, pairs) in [
            ("training part", train), (train == nil ? "data" : "test part", test),
        ] {
            guard let grades = pairs?.pairs.map(\.grade) else { continue }
            guard Set(grades).count > 1 else {
                throw WordInContextEvaluationError.equalGrades(part: part, count: grades.count)
            }
        }
        self.model = model
        self.train = train?.pairs.count
        self.test = test.pairs.count
        lowestGrade = test.pairs.map(\.grade).min() ?? 0
        highestGrade = test.pairs.map(\.grade).max() ?? 0
        let names = AnalyzedPair.Similarity(
            cosine: Array(repeating: 0, count: model.layers + 1)
        ).layers
        layers = Self.correlations(test, names)
        chosenLayer = train.flatMap { train in
            Self.correlations(train, names).max {
                ($0.spearman?.value ?? -2) < ($1.spearman?.value ?? -2)
            }?.name
        }
        failed = (train?.failed ?? []) + test.failed
    }

    private static func correlations(_ pairs: WordInContextPairs, _ names: [String]) -> [Layer] {
        names.enumerated().map { layer, name in
            Layer(
                name: name,
                spearman: RankCorrelation(
                    pairs.pairs.map { $0.similarity(layer) }, pairs.pairs.map(\.grade)))
        }
    }

    /// The object of `data.json`, with sorted keys and a final newline.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try [UInt8](encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}
