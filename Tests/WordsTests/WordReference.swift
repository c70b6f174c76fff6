import Encoder
import Foundation
import ReportTestSupport

@testable import Analyses

/// What `make_words.py` computed for the lists in `Examples`.
struct WordReference: Decodable {
    /// The models that it was computed with: a random one, and a real one.
    enum Name: String, CaseIterable {
        case distilBERT = "words"
        case miniLM = "words-minilm"

        func model() throws -> LoadedModel {
            switch self {
            case .distilBERT: try TinyModel.load()
            case .miniLM:
                try LoadedModel(
                    ModelReference(
                        WordReference.package.path + "/Models/all-MiniLM-L6-v2", environment: [:]),
                    cache: HubCache(directory: "/none"), threadCount: 2)
            }
        }
    }

    struct Word: Decodable {
        var all: [Double]
        var sameLabel: [Double]
        var differentLabel: [Double]
        var matrix: [[Double]]
        /// By linkage.
        var clusterings: [String: Clustering]
        var points: [[Double]]
    }

    /// At the last layer.
    struct Clustering: Decodable {
        var heights: [Double]
        var groups: [Int]
        var silhouettes: [Double]
        var bestCount: Int
        var lowerShare: Double
        var purity: Double
        var majority: Double
        var adjustedRand: Double
    }

    struct WordInContext: Decodable {
        var cosines: [[Double]]
        var accuracy: [Double]
        var thresholds: [Double]
        var sharedAccuracy: [Double]
        var sharedCorrectedAccuracy: [Double]
        var bestAccuracy: Double
        var choices: [Int]
    }

    /// That of `sentences`.
    var baseline: [Double]
    var word: Word
    var wic: WordInContext

    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let list = package.path + "/Examples/bank.csv"
    static let data = package.path + "/Examples/wic.data.txt"
    static let gold = package.path + "/Examples/wic.gold.txt"

    /// Enough for a baseline, and soon encoded.
    static let sentences = ["The bank of the river.", "She went home.", "It was a dark day."]

    static func load(_ name: Name) throws -> WordReference {
        let path = package.path + "/Tests/EncoderTests/Fixtures/\(name.rawValue).json"
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(
            Self.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }
}

/// The largest difference of two rows of numbers; infinite where one is longer.
func largestDifference(_ a: [Double], _ b: [Float]) -> Double {
    a.count == b.count ? zip(a, b).map { abs($0 - Double($1)) }.max() ?? 0 : .infinity
}
