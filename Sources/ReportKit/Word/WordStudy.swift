import Encoder
import Foundation

/// What one word's vectors in many sentences say: the object of a word's `data.json`.
public struct WordStudy: Sendable, Equatable, Codable {
    public static let schema = "attention-report/word/1"

    /// One sentence.
    public struct Context: Sendable, Equatable, Codable {
        public var id: String
        public var text: String
        /// The word as it was looked for.
        public var word: String
        /// Where it stands, in Unicode scalars: a start and an end for each of its tokens.
        public var places: [[Int]]
        public var label: String?
        /// The number of its group, from 1.
        public var group: Int
        /// How well it fits there, in [−1, 1] (Rousseeuw 1987).
        public var silhouette: Float
        /// Its place on the plane of the chosen layer.
        public var point: [Float]
    }

    /// Sentences in which the word is alike.
    public struct Group: Sendable, Equatable, Codable {
        /// From 1, in the order of the list.
        public var number: Int
        public var size: Int
        /// The index of the sentence that is most like the others of its group, from 0.
        public var representative: Int
    }

    /// Mean similarities of pairs of sentences, by layer.
    public struct Similarity: Sendable, Equatable, Codable {
        public var all: [Float]
        /// `nil` where there is no such pair.
        public var sameGroup: [Float]?
        public var differentGroup: [Float]?
        public var sameLabel: [Float]?
        public var differentLabel: [Float]?
        /// The similarity that unrelated words have (Ethayarajh 2019).
        public var baseline: [Float]
    }

    /// A row that could not be used.
    public struct Failure: Sendable, Equatable, Codable {
        /// From 1.
        public var row: Int
        public var reason: String
    }

    public struct Options: Sendable, Equatable, Codable {
        /// The layer that groups, matrix and plane are of.
        public var layer: String
        /// The number of groups that was asked for; `nil` to let the silhouette decide.
        public var clusters: Int?
    }

    public var schema = Self.schema
    public var word: String
    public var model: PairAnalysis.Model
    public var options: Options
    /// `emb`, `L0`, …
    public var layers: [String]
    public var sentences: [Context]
    public var groups: [Group]
    /// Indices of the sentences in the order of the matrix figure: like beside like.
    public var order: [Int]
    /// The mean over the sentences, in [−1, 1].
    public var silhouette: Float
    public var similarity: Similarity
    /// Shares of the variance along the two directions of the plane.
    public var explained: [Float]
    /// `nil` without labels.
    public var agreement: GroupAgreement?
    public var failed: [Failure]

    /// The object of `data.json`, with sorted keys and a final newline.
    public func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try [UInt8](encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}

/// Why there is nothing to report of a word.
public enum WordStudyError: Error, Equatable, CustomStringConvertible {
    /// So many rows were left; the reason of the first one that failed, if any.
    case tooFewSentences(list: String, left: Int, firstProblem: String?)

    public var description: String {
        switch self {
        case .tooFewSentences(let list, let left, let problem):
            "\(list): \(left == 0 ? "no sentence is" : "only one sentence is") left to compare; "
                + "expected two or more with the word" + (problem.map { " (\($0))" } ?? "")
        }
    }
}
