import ReportTestSupport
import Testing

@testable import Analyses
@testable import Batch
@testable import Lists

@Suite struct VerdictRowsTests {
    /// Twenty words, with pairs that the second state tells apart, or none does.
    private func header(isInformed: Bool = true) throws -> BatchHeader {
        let pairs = (0..<80).map { index in
            let isHigh = index.isMultiple(of: 2)
            return Calibration.Pair(
                words: ["w\(index / 4)"],
                isSame: isInformed ? isHigh : (index / 2).isMultiple(of: 2),
                cosine: [0.9, (isHigh ? 0.7 : 0.4) + Float(index % 11) / 40])
        }
        let model = AnalyzedPair.Model(
            name: "model", type: "bert", layers: 1, heads: 2, hiddenSize: 4, parameters: 8,
            sha256: "0")
        return BatchHeader(
            version: "1", model: model,
            options: PairOptions(layer: 0, analyses: AnalysisChoice([Verdict.self])),
            figures: "none",
            formats: [], calibration: try Calibration(pairs, listHash: "0"))
    }

    private func entry(_ word: String, _ sentence: String, marks: [[Int]]?) -> JournalEntry {
        let values = [
            "id": word, "word": word, "sentence1": sentence, "sentence2": sentence,
        ]
        var entry = JournalEntry(number: 1, row: ListRow { values[$0] }, key: "")
        entry.cosine = [0.9, 0.85]
        entry.marks = marks
        return entry
    }

    /// As on its page: by the word that the list names, and by that of the sentence.
    @Test func aRowIsNotJudgedByItsOwnWord() throws {
        let header = try header()
        let rows = try #require(try VerdictRows(header))
        let judge = Judge(try #require(header.calibration))
        func odds(without words: [String]) -> Float {
            Float(judge.opinion(of: [0.9, 0.85], words: words).logOdds)
        }
        #expect(odds(without: ["w3"]) != odds(without: []))
        #expect(odds(without: ["w3", "w4"]) != odds(without: ["w3"]))
        let found = [[2, 4], [2, 4]]
        for (word, sentence, marks, words) in [
            ("lemma", "A lemma.", nil, []), ("w3", "A w3.", [[2, 4], [2, 4]], ["w3"]),
            ("lemma", "A W3.", found, ["w3"]), ("w4", "A w3.", found, ["w3", "w4"]),
            // A journal may be damaged.
            ("w4", "A w3.", [[4, 2], [-1]], ["w4"]), ("w4", "A w3.", [[90, 99], []], ["w4"]),
        ] as [(String, String, [[Int]]?, [String])] {
            let entry = entry(word, sentence, marks: marks)
            #expect(rows.logOdds(of: entry) == odds(without: words), "\(word) in \(sentence)")
            // Asked again, and after another row.
            #expect(rows.layer(of: entry) == "L0")
        }
    }

    @Test func aModelThatKnowsNothingHasNoLogOdds() throws {
        let rows = try #require(try VerdictRows(header(isInformed: false)))
        let entry = entry("lemma", "A lemma.", marks: nil)
        #expect(rows.opinion(of: entry) != nil && rows.logOdds(of: entry) == nil)
    }
}
