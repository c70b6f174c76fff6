import Analyses
import Encoder
import Foundation

/// What one word's vectors in many sentences say: the object of a word's `data.json`.
package struct AnalyzedWord: Sendable, Equatable, Codable {
    static let schema = "attention-report/word/1"

    /// One sentence.
    package struct Context: Sendable, Equatable, Codable {
        var id: String
        var text: String
        /// The word as it was looked for.
        var word: String
        /// Where it stands, in Unicode scalars: a start and an end for each of its tokens.
        var places: [[Int]]
        var label: String?
        /// The number of its group, from 1.
        var group: Int
        /// How well it fits there, in [−1, 1] (Rousseeuw 1987).
        var silhouette: Float
        /// Its place on the plane of the chosen layer.
        var point: [Float]
    }

    /// Sentences in which the word is alike.
    struct Group: Sendable, Equatable, Codable {
        /// From 1, in the order of the list.
        var number: Int
        var size: Int
        /// The index of the sentence that is most like the others of its group, from 0.
        var representative: Int
    }

    /// Mean similarities of pairs of sentences, by layer.
    struct Similarity: Sendable, Equatable, Codable {
        var all: [Float]
        /// `nil` where there is no such pair.
        var sameGroup: [Float]?
        var differentGroup: [Float]?
        var sameLabel: [Float]?
        var differentLabel: [Float]?
        /// The similarity that unrelated words have (Ethayarajh 2019).
        var baseline: [Float]
        /// The halves of the 95 % intervals of the means.
        var spread: Spread?
    }

    /// How far means of other sentences may be, by layer; `nil` where there are too few pairs.
    struct Spread: Sendable, Equatable, Codable {
        var all: [Float]?
        var sameGroup: [Float]?
        var differentGroup: [Float]?
        var sameLabel: [Float]?
        var differentLabel: [Float]?
    }

    /// A row that could not be used.
    package struct Failure: Sendable, Equatable, Codable {
        /// From 1.
        package var row: Int
        package var reason: String
    }

    struct Options: Sendable, Equatable, Codable {
        /// The layer that groups, matrix and plane are of.
        var layer: String
        /// The number of groups that was asked for; `nil` to let the silhouette decide.
        var clusters: Int?
        var linkage: Linkage
    }

    var schema = Self.schema
    var word: String
    var model: AnalyzedPair.Model
    var options: Options
    /// `emb`, `L0`, …
    var layers: [String]
    package var sentences: [Context]
    var groups: [Group]
    /// Indices of the sentences in the order of the matrix figure: like beside like.
    var order: [Int]
    /// The mean over the sentences, in [−1, 1].
    var silhouette: Float
    /// `nil` for one group.
    var evidence: GroupEvidence?
    var similarity: Similarity
    /// Shares of the variance along the two directions of the plane.
    var explained: [Float]
    /// `nil` without labels.
    var agreement: GroupAgreement?
    package var failed: [Failure]

    /// The object of `data.json`, with sorted keys and a final newline.
    package func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try [UInt8](encoder.encode(self)) + [UInt8(ascii: "\n")]
    }
}

/// Why there is nothing to report of a word.
package enum AnalyzedWordError: Error, Equatable, CustomStringConvertible {
    /// So many rows were left; the reason of the first one that failed, if any.
    case tooFewSentences(list: String, left: Int, firstProblem: String?)

    package var description: String {
        switch self {
        case .tooFewSentences(let list, let left, let problem):
            "\(list): \(left == 0 ? "no sentence is" : "only one sentence is") left to compare; "
                + "expected two or more with the word" + (problem.map { " (\($0))" } ?? "")
        }
    }
}
