import Foundation

/// How often similarity tells whether a word has the same sense in two sentences: the object of an
/// evaluation's `data.json`.
///
/// The task is Word-in-Context (Pilehvar and Camacho-Collados 2019), and the classifier theirs: the same
/// sense from some cosine up. Whatever is chosen, thresholds and the best layer, is chosen on pairs on which
/// it is not measured.
public struct SenseEvaluation: Sendable, Equatable, Codable {
    public static let schema = "attention-report/wic/1"

    /// How pairs were divided into those chosen on and those measured on.
    public struct Split: Sendable, Equatable, Codable {
        /// `nil` for a test part of its own.
        public var folds: Int?
        /// Pairs that thresholds were chosen on; with folds, all of them.
        public var train: Int
        /// Pairs that accuracy was measured on.
        public var test: Int
    }

    /// Right and wrong answers by the truth.
    public struct Confusion: Sendable, Equatable, Codable {
        public var sameAsSame = 0
        public var sameAsDifferent = 0
        public var differentAsSame = 0
        public var differentAsDifferent = 0

        public var accuracy: Double { count > 0 ? Double(rightCount) / Double(count) : 0 }

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
    public struct Layer: Sendable, Equatable, Codable {
        public var name: String
        /// The cosine from which pairs are called the same, the mean over the folds that have one; `nil` where none
        /// is better than one answer for all pairs.
        public var threshold: Double?
        /// The same less the baseline. Subtracting one number at a layer moves the threshold and changes
        /// no answer.
        public var correctedThreshold: Double?
        /// With a threshold of the layer's own.
        public var confusion: Confusion
        public var accuracy: Double
        /// With one threshold for all layers: of the cosine, and of the corrected one. Here the
        /// correction matters.
        public var sharedAccuracy: Double
        public var sharedCorrectedAccuracy: Double
        /// Of the cosine and the label (1 for the same sense, 0 for another); `nil` where all labels are equal.
        public var spearman: RankCorrelation?
    }

    public var schema = Self.schema
    public var model: PairAnalysis.Model
    public var split: Split
    public var layers: [Layer]
    public var baseline: [Float]
    /// How often one is right who always names the label that is more frequent where one chooses.
    public var majority: Double
    /// The layer that is right most often where one chooses; with folds, in most of them.
    public var bestLayer: String
    /// How that choice does where one measures.
    public var bestConfusion: Confusion
    public var bestAccuracy: Double
    /// How many folds chose each layer.
    public var choices: [Int]
    var failed: [SensePairs.Failure]

    /// The object of `data.json`, with sorted keys and a final newline.
    public func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try [UInt8](encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}

/// Why nothing can be evaluated.
public enum SenseEvaluationError: Error, Equatable, CustomStringConvertible {
    /// A part lacks pairs of one of both labels.
    case tooFewPairs(part: String, same: Int, different: Int, needed: Int)
    /// A part has no two grades that differ.
    case equalGrades(part: String, count: Int)

    public var description: String {
        switch self {
        case .tooFewPairs(let part, let same, let different, let needed):
            "the \(part) has \(same) pairs of the same sense and \(different) of different senses; "
                + "expected \(needed) or more of each"
        case .equalGrades(let part, let count):
            "the \(part) has \(count) pairs with grades, of which no two differ; expected different grades"
        }
    }
}
