import Encoder
import Files
import Foundation
import Lists
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses

@Suite struct ModelMeasurementTests {
    private static let pairs = ComparedPairs(
        [
            .init(row: 1, TinyModel.pair),
            .init(row: 2, SentencePair("A day.", "A dark day.", word: "day"), isSame: true),
            .init(row: 3, SentencePair("A day.", "A dark day.", word: "night"), isSame: false),
        ], list: "list.csv")

    /// What reports of pairs have, to the bit, whatever the batch.
    @Test(arguments: ["distilbert-tiny", "roberta-tiny", "modernbert-tiny"])
    func cosinesAreThoseOfPairs(_ family: String) throws {
        let model = try TinyModel.load(family)
        let (found, failures, _) = try ComparisonCache(
            beside: BaselineCache(directory: "/proc/none")
        ).measurement(of: model, Self.pairs)
        #expect(failures.map(\.row) == [3])
        #expect(failures[0].reason.contains("night"))
        #expect(found.pairs.map { $0 == nil } == [false, false, true])
        let analyzer = try PairAnalyzer(model: model)
        for (pair, entry) in zip(found.pairs, Self.pairs.entries).prefix(2) {
            #expect(
                try pair?.cosine == analyzer.analyze(entry.pair).analysis.similarity.cosine)
            #expect(pair?.attention == nil)
        }
    }

    @Test func attentionIsThatOfFiguresWithWordsMerged() throws {
        let model = try TinyModel.load()
        let (found, _, _) = try ComparisonCache(
            beside: BaselineCache(directory: "/proc/none")
        ).measurement(of: model, ComparedPairs(TinyModel.pair))
        let pair = try #require(found.pairs[0])
        let attentions = try #require(pair.attention)
        for (index, sentence) in [TinyModel.pair.first, TinyModel.pair.second].enumerated() {
            let builder = try FigureBuilder([sentence], for: [.bars], model: model.encoder)
            for (layer, shares) in [(0, attentions[index].first), (2, attentions[index].last)] {
                let view = try builder.view(
                    FigureRequest(
                        .bars, layer: .index(layer), special: .hide, mergesWords: true))
                #expect(shares == view.row(0, .init(layer: layer)))
                #expect(abs(shares.reduce(0, +) - 1) < 1e-5)
            }
            let word = attentions[index].own.map { attentions[index].places[$0] }
            let text = Array([TinyModel.pair.sentence1, TinyModel.pair.sentence2][index])
            #expect(word.map { String(text[$0[0]..<$0[1]]) } == ["bank"])
        }
        for (layer, kinds) in pair.kinds.enumerated() {
            #expect(abs(kinds.own + kinds.beside + kinds.others - 1) < 1e-5)
            #expect(0...1 ~= kinds.special)
            let own = attentions.map { attention in
                attention.own.reduce(Float(0)) { $0 + attention.layers[layer][$1] }
            }
            #expect(abs(kinds.own - (own[0] + own[1]) / 2) < 1e-6)
        }
    }

    @Test func isMeasuredOnceForEachListAndModel() throws {
        try withTemporaryDirectory { directory in
            let cache = ComparisonCache(beside: BaselineCache(directory: directory))
            var told = 0
            func measure(_ family: String, _ pairs: ComparedPairs) throws -> ModelMeasurement {
                try cache.measurement(
                    of: TinyModel.load(family), pairs, onMeasuring: { told += 1 }
                ).measurement
            }
            let first = try measure("distilbert-tiny", Self.pairs)
            #expect(try measure("distilbert-tiny", Self.pairs) == first && told == 1)
            // One pair keeps more, and another model, another list are others.
            _ = try measure("distilbert-tiny", ComparedPairs(TinyModel.pair))
            _ = try measure("bert-tiny", Self.pairs)
            _ = try measure(
                "distilbert-tiny", ComparedPairs([Self.pairs.entries[0]], list: "list.csv"))
            #expect(told == 4 && listing(directory).count == 4)
            // Labels and names are no part of what is measured.
            let renamed = ComparedPairs(
                Self.pairs.entries.map { .init(row: $0.row + 1, $0.pair, isSame: nil) },
                list: "other.csv")
            #expect(try measure("distilbert-tiny", renamed) == first && told == 4)
        }
    }

    @Test(arguments: ["{", "COSINES", "PLACES", "OWN"])
    func aDamagedFileIsMeasuredAnew(_ damage: String) throws {
        try withTemporaryDirectory { directory in
            let cache = ComparisonCache(beside: BaselineCache(directory: directory))
            func measure() throws -> ModelMeasurement {
                try cache.measurement(of: TinyModel.load(), ComparedPairs(TinyModel.pair))
                    .measurement
            }
            let first = try measure()
            let path = "\(directory)/\(listing(directory)[0])"
            let whole = try String(contentsOfFile: path, encoding: .utf8)
            let damaged =
                switch damage {
                case "COSINES":
                    whole.replacingOccurrences(of: "\"cosine\":[", with: "\"cosine\":[0.5,")
                case "PLACES":
                    whole.replacingOccurrences(of: "\"places\":[[0,3]", with: "\"places\":[[0]")
                case "OWN":
                    whole.replacingOccurrences(of: "\"own\":[", with: "\"own\":[77,")
                default: damage
                }
            #expect(damaged != whole)
            try damaged.write(toFile: path, atomically: true, encoding: .utf8)
            #expect(try measure() == first)
        }
    }

    @Test func aModelThatReadsNothingSaysWhy() throws {
        let pairs = ComparedPairs(SentencePair("A day.", "A day.", word: "night"))
        #expect {
            try ComparisonCache(beside: BaselineCache(directory: "/proc/none"))
                .measurement(of: TinyModel.load(), pairs)
        } throws: { error in
            "\(error)".contains("can be compared on none of the pairs: ")
                && "\(error)".contains("night")
        }
    }
}

@Suite struct CommonWordsTests {
    @Test func columnsAreWhatNoTokenizerDivides() {
        // I can't go: I can ' t go, I can't go, and one that knows only the first word.
        let words = CommonWords([
            [[0, 1], [2, 5], [5, 6], [6, 7], [8, 10]], [[0, 1], [2, 7], [8, 10]], [[0, 1]],
        ])
        #expect(words.columns == [0..<1, 2..<7, 8..<10])
        #expect(words.column(of: [5, 6]) == 1 && words.column(of: [3, 3]) == nil)
        let fine = words.shares(
            [0.1, 0.2, 0.25, 0.15, 0.3], [[0, 1], [2, 5], [5, 6], [6, 7], [8, 10]])
        #expect(zip(fine, [0.1, 0.6, 0.3]).allSatisfy { abs($0 - $1) < 1e-6 })
        let short = words.shares([1], [[0, 1]])
        #expect(short[0] == 1 && short[1].isNaN && short[2].isNaN)
    }

    @Test func anythingHasColumnsThatDoNotOverlap() {
        var random = SeededRandom(seed: 5)
        for _ in 0..<200 {
            let places = (0..<3).map { _ in
                (0..<random.index(below: 8)).map { _ in
                    let start = random.index(below: 30)
                    return [start, start + random.index(below: 6)]
                }
            }
            let words = CommonWords(places)
            #expect(
                zip(words.columns, words.columns.dropFirst()).allSatisfy {
                    $0.upperBound <= $1.lowerBound
                })
            for place in places.joined() {
                #expect((words.column(of: place) == nil) == (place[0] == place[1]))
            }
        }
    }
}
