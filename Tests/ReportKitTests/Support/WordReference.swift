import Foundation

@testable import ReportKit

/// What `make_words.py` computed with the tiny model for the lists in `Examples`.
struct WordReference: Decodable {
    struct Word: Decodable {
        var all: [Double]
        var sameLabel: [Double]
        var differentLabel: [Double]
        var matrix: [[Double]]
        var groups: [Int]
        var purity: Double
        var adjustedRand: Double
        var points: [[Double]]
    }

    struct WordInContext: Decodable {
        var cosines: [[Double]]
        var accuracy: [Double]
        var bestAccuracy: Double
        var choices: [Int]
    }

    var word: Word
    var wic: WordInContext

    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let list = package.path + "/Examples/bank.csv"
    static let data = package.path + "/Examples/wic.data.txt"
    static let gold = package.path + "/Examples/wic.gold.txt"

    /// Enough for a baseline, and soon encoded.
    static let sentences = ["The bank of the river.", "She went home.", "It was a dark day."]

    static func load() throws -> WordReference {
        let path = package.path + "/Tests/EncoderTests/Fixtures/words.json"
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
