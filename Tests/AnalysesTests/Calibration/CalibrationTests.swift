import Encoder
import Foundation
import Lists
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses

/// What `make_calibration.py` computed with NumPy and SciPy.
struct CalibrationReference: Decodable {
    struct Case: Decodable {
        struct Layer: Decodable {
            var auc: Double
            var same: [Double]
            var different: [Double]
            var logOdds: [Double]
        }

        struct Permutation: Decodable {
            var difference: Double
            var p: Double
        }

        var words: [String]
        var labels: [Bool]
        var cosines: [[Float]]
        var layers: [Layer]
        var heldOut: HeldOut
        var permutation: [Permutation]

        var pairs: [Calibration.Pair] {
            words.indices.map {
                .init(words: [words[$0], words[$0]], isSame: labels[$0], cosine: cosines[$0])
            }
        }
    }

    var points: [Double]
    /// One with information, one without.
    var cases: [Case]

    static func load() throws -> CalibrationReference {
        let folder = URL(fileURLWithPath: TinyModel.directory).deletingLastPathComponent()
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(
            Self.self, from: Data(contentsOf: folder.appendingPathComponent("calibration.json")))
    }
}

@Suite struct CalibrationTests {
    @Test func isMeasuredOnceAndReadBackToTheBit() throws {
        let model = try TinyModel.load()
        try withTemporaryDirectory { directory in
            let cache = CalibrationCache(beside: BaselineCache(directory: directory))
            var told: [String] = []
            func calibration() throws -> Calibration {
                try cache.calibration(
                    of: model.encoder, weights: model.summary.sha256, list: TinyModel.labelled,
                    onMeasuring: { told.append("measuring") })
            }
            let first = try calibration()
            let names = listing(directory)
            let kept = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(names[0])"))
            #expect(try calibration() == first)
            #expect(told == ["measuring"] && names.count == 1)
            #expect(names[0].hasPrefix("calibration-\(model.summary.sha256)-"))
            // The same bytes when it is measured again.
            try FileManager.default.removeItem(atPath: "\(directory)/\(names[0])")
            _ = try calibration()
            #expect(
                try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(names[0])")) == kept)
        }
    }

    @Test(arguments: ["{", "LAYERS", "LABELS", "NUMBERS"])
    func aDamagedFileIsMeasuredAnew(_ damage: String) throws {
        let model = try TinyModel.load()
        try withTemporaryDirectory { directory in
            let cache = CalibrationCache(beside: BaselineCache(directory: directory))
            func calibration() throws -> Calibration {
                try cache.calibration(
                    of: model.encoder, weights: model.summary.sha256, list: TinyModel.labelled)
            }
            let first = try calibration()
            let path = "\(directory)/\(listing(directory)[0])"
            let whole = try String(contentsOfFile: path, encoding: .utf8)
            let damaged =
                switch damage {
                case "LAYERS":
                    whole.replacingOccurrences(of: "\"layers\":4", with: "\"layers\":3")
                case "LABELS":
                    whole.replacingOccurrences(of: "\"labels\":\"1", with: "\"labels\":\"")
                case "NUMBERS":
                    whole.replacingOccurrences(of: "\"cosines\":\"", with: "\"cosines\":\"////")
                default: damage
                }
            #expect(damaged != whole)
            try damaged.write(toFile: path, atomically: true, encoding: .utf8)
            #expect(try calibration() == first)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == whole)
        }
    }

    /// A list may ask for a lemma and have other forms: both are the pair's word.
    @Test func wordsAreThoseAskedForAndThoseFound() throws {
        func entry(_ forms: [String], _ sentence: String, _ isSame: Bool) -> CalibrationList.Entry {
            var pair = SentencePair(sentence, "The bank was dark.", word: "bank")
            pair.forms1 = forms
            return .init(pair, isSame: isSame)
        }
        let entries =
            try TinyModel.labelled.entries() + [
                entry(["river"], "A river is here.", true), entry([], "A Bank is here.", false),
            ]
        let model = try TinyModel.load().encoder
        let calibration = try Calibration(
            model: model, list: CalibrationList(entries, name: "own.csv"))
        #expect(calibration.pairs.suffix(2).map(\.words) == [["bank", "river"], ["bank"]])
        let read = try JSONDecoder().decode(
            Calibration.self, from: JSONEncoder().encode(calibration))
        #expect(read == calibration)
    }

    @Test func tooFewPairsAreRefused() throws {
        func message(_ same: Int, _ different: Int, words: Int = 20) -> String? {
            do {
                let pairs = (0..<same + different).map { index in
                    Calibration.Pair(
                        words: ["w\(index % words)"], isSame: index < same, cosine: [0.5, 0.4])
                }
                _ = try Calibration(pairs, listHash: "")
                return nil
            } catch {
                return "\(error)"
            }
        }
        #expect(message(5, 5) == nil)
        #expect(
            message(40, 0)
                == "the list for calibration has 40 pairs with the same sense and 0 with different senses, of "
                + "20 words; expected 5 or more of each, of 5 or more words, and better some hundreds"
        )
        #expect(message(4, 40) != nil && message(40, 4) != nil && message(0, 0) != nil)
        #expect(message(40, 40, words: 4)?.contains("of 4 words;") == true)
    }

    /// Whatever the model gives: sentences in which it does not find the word are left out and counted.
    @Test func rowsWithoutTheirWordAreCounted() throws {
        let entries = try TinyModel.labelled.entries()
        let list = CalibrationList(
            entries + [.init(SentencePair("A day.", "A day.", word: "night"), isSame: true)],
            name: "own.csv")
        let calibration = try Calibration(model: TinyModel.load().encoder, list: list)
        #expect(calibration.skippedCount == 1 && calibration.pairs.count == entries.count)
        // Each pair's numbers are those of the analyzer.
        let analyzer = try PairAnalyzer(model: TinyModel.load())
        for (pair, entry) in try paired(calibration.pairs, entries) {
            #expect(try pair.cosine == analyzer.analyze(entry.pair).analysis.similarity.cosine)
            #expect(pair.isSame == entry.isSame)
        }
    }
}

@Suite struct CalibrationListTests {
    @Test func theShippedListIsThatOfTheExamples() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let own = try CalibrationList(path: root.appendingPathComponent("Examples/pairs.csv").path)
        #expect(try own.entries() == CalibrationList.shipped.entries())
        #expect(own.name == "pairs.csv" && CalibrationList.shipped.name == nil)
        #expect(own.warnings == [])
    }

    /// Both labels have as many pairs, sentences as long, and words at the same places: what tells them apart
    /// is the sense.
    @Test func theShippedListIsBalanced() throws {
        let entries = try CalibrationList.shipped.entries()
        #expect(entries.count >= 600)
        #expect(entries.count(where: \.isSame) * 2 == entries.count)
        #expect(Set(entries.map { [$0.pair.sentence1, $0.pair.sentence2] }).count == entries.count)
        func words(_ sentence: String) -> [Substring] {
            sentence.lowercased().split { !$0.isLetter && $0 != "'" }
        }
        func mean(_ isSame: Bool, _ value: (SentencePair) -> Double) -> Double {
            let values = entries.filter { $0.isSame == isSame }.map { value($0.pair) }
            return values.reduce(0, +) / Double(values.count)
        }
        func place(_ sentence: String, _ word: String) -> Double {
            let words = words(sentence)
            return Double(words.firstIndex { $0 == word } ?? 0) / Double(words.count)
        }
        let measures: [(String, Double, (SentencePair) -> Double)] = [
            ("length", 0.4, { Double(words($0.sentence1).count + words($0.sentence2).count) / 2 }),
            (
                "difference of lengths", 0.2,
                { Double(abs(words($0.sentence1).count - words($0.sentence2).count)) }
            ),
            (
                "place", 0.05,
                { (place($0.sentence1, $0.word1) + place($0.sentence2, $0.word2)) / 2 }
            ),
            (
                "difference of places", 0.05,
                { abs(place($0.sentence1, $0.word1) - place($0.sentence2, $0.word2)) }
            ),
        ]
        for (name, limit, value) in measures {
            #expect(abs(mean(true, value) - mean(false, value)) < limit, "\(name)")
        }
    }

    @Test func rowsWithoutALabelAreLeftOutAndTold() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/own.csv"
            try "word,sentence1,sentence2,label\nbank,A bank.,The bank.,same\nbank,A bank.,Bank.,\n"
                .write(toFile: path, atomically: true, encoding: .utf8)
            let list = try CalibrationList(path: path)
            #expect(try list.entries().count == 1)
            #expect(
                list.warnings.contains {
                    $0.hasSuffix(
                        "own.csv: a row without a label that says the same sense or another is left out"
                    )
                })
            #expect(list.hash != CalibrationList.shipped.hash)
        }
    }
}
