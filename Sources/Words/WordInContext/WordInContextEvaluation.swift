import Analyses
import Foundation

/// How often similarity tells whether a word has the same sense in two sentences: the object of an
/// evaluation's `data.json`.
///
/// The task is Word-in-Context (Pilehvar and Camacho-Collados 2019), and the classifier theirs: the same
/// sense from some cosine up. Whatever is chosen, thresholds and the best layer, is chosen on pairs on which
/// it is not measured.
package struct WordInContextEvaluation: Sendable, Equatable, Codable {
    static let schema = "attention-report/wic/1"

    /// How pairs were divided into those chosen on and those measured on.
    struct Split: Sendable, Equatable, Codable {
        /// `nil` for a test part of its own.
        var folds: Int?
        /// Pairs that thresholds were chosen on; with folds, all of them.
        var train: Int
        /// Pairs that accuracy was measured on.
        var test: Int
    }

    /// Right and wrong answers by the truth.
    struct Confusion: Sendable, Equatable, Codable {
        var sameAsSame = 0
        var sameAsDifferent = 0
        var differentAsSame = 0
        var differentAsDifferent = 0

        var accuracy: Double { count > 0 ? Double(rightCount) / Double(count) : 0 }

        /// What the accuracy on other pairs like these may be.
        var interval: WilsonInterval { WilsonInterval(rightCount, of: count) }

        private var rightCount: Int { sameAsSame + differentAsDifferent }
        private var count: Int { rightCount + sameAsDifferent + differentAsSame }

        mutating func add(isSame: Bool, calledSame: Bool) {
            switch (isSame, calledSame) {
            case (true, true): sameAsSame += 1
            case (true, false): sameAsDifferent += 1
            case (false, true): differentAsSame += 1
            case (false, false): differentAsDifferent += 1
            }
        }
    }

    /// One layer.
    struct Layer: Sendable, Equatable, Codable {
        var name: String
        /// The cosine from which pairs are called the same, the mean over the folds that have one; `nil` where none
        /// is better than one answer for all pairs.
        var threshold: Double?
        /// The same less the baseline. Subtracting one number at a layer moves the threshold and changes
        /// no answer.
        var correctedThreshold: Double?
        /// With a threshold of the layer's own.
        var confusion: Confusion
        var accuracy: Double
        /// With one threshold for all layers: of the cosine, and of the corrected one. Here the
        /// correction matters.
        var sharedAccuracy: Double
        var sharedCorrectedAccuracy: Double
        /// Of the cosine and the label (1 for the same sense, 0 for another); `nil` where all labels are equal.
        var spearman: RankCorrelation?
    }

    var schema = Self.schema
    var model: AnalyzedPair.Model
    var split: Split
    var layers: [Layer]
    var baseline: [Float]
    /// The accuracy of always answering with the label that is more frequent among the pairs that the choice
    /// is made on.
    var majority: Double
    /// The layer that is right most often where one chooses; with folds, in most of them.
    var bestLayer: String
    /// How that choice does where one measures.
    var bestConfusion: Confusion
    var bestAccuracy: Double
    /// How many folds chose each layer.
    var choices: [Int]
    var failed: [WordInContextPairs.Failure]

    /// The object of `data.json`, with sorted keys and a final newline.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try [UInt8](encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}

/// Why nothing can be evaluated.
package enum WordInContextEvaluationError: Error, Equatable, CustomStringConvertible {
    /// A part lacks pairs of one of both labels.
    case tooFewPairs(part: String, same: Int, different: Int, needed: Int)
    /// A part has no two grades that differ.
    case equalGrades(part: String, count: Int)

    package var description: String {
        switch self {
        case .tooFewPairs(let part, let same, let different, let needed):
            "the \(part) has \(same) pairs of the same sense and \(different) of different senses; "
                + "expected \(needed) or more of each"
        case .equalGrades(let part, let count):
            "the \(part) has \(count) pairs with grades, of which no two differ; expected different grades"
        }
    }
}
