import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Lists

/// Small files in the layouts of published data sets, with sentences of our own.
@Suite struct PublishedListTests {
    @Test(arguments: PublishedList.samples)
    func hasEveryPlaceAndLabel(_ sample: PublishedList) throws {
        let list = try readList(sample.text.utf8, as: sample.name, gold: sample.gold)
        #expect(list.problem == nil)
        #expect(list.rows.map(\.label) == sample.labels)
        let found = try list.rows.map { row -> [String] in
            let pair = try row.pair()
            return [(pair.sentence1, pair.ranges1), (pair.sentence2, pair.ranges2)]
                .map { sentence, ranges in
                    let scalars = Array(sentence.unicodeScalars)
                    return ranges.map { String(String.UnicodeScalarView(scalars[$0])) }
                        .joined(separator: " ")
                }
        }
        #expect(found == sample.words)
        #expect(!list.warnings.contains { $0.contains("ignoring") }, "\(list.warnings)")
    }

    /// RAW-C has the form in a column of its own beside the lemma.
    @Test func theFormIsTakenWhereAListHasIt() throws {
        let sample = try #require(PublishedList.samples.first { $0.name == "rawc.csv" })
        let rows = try readList(sample.text.utf8, as: sample.name).rows
        #expect(rows.map(\.word) == ["banked"])
        let older = try readList("word,sentence1,sentence2,same\nbank,A bank.,My bank.,True\n".utf8)
        #expect(older.rows.map(\.word) == ["bank"] && older.rows.map(\.label) == ["True"])
    }

    /// RuShiftEval is quoted, marks every occurrence, and leaves some sentences without a mark.
    @Test func ofSeveralMarkedOccurrencesTheFirstIsTaken() throws {
        let sample = try #require(PublishedList.samples.first { $0.name == "rushifteval.tsv" })
        let list = try readList(sample.text.utf8, as: sample.name)
        #expect(list.rows.map(\.sentence2) == ["\"Нет банка\", там банк.", "У банка."])
        #expect(list.rows.allSatisfy { $0.word == "банк" && $0.word2 == nil })
        #expect(list.warnings.allSatisfy { $0.contains("labels are numbers") })
    }

    @Test func wordsInSentencesOfOthers() throws {
        try withTemporaryDirectory { directory in
            func rows(_ text: String, _ name: String, gold: String? = nil) throws -> [[String?]] {
                var options = ListOptions()
                try Data(text.utf8).write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
                if let gold {
                    options.gold = "\(directory)/gold"
                    try Data(gold.utf8).write(to: URL(fileURLWithPath: "\(directory)/gold"))
                }
                let list = try WordList(path: "\(directory)/\(name)", options: options)
                var rows: [[String?]] = []
                while let row = try list.next() {
                    rows.append([row.id, row.sentence, row.range, row.label])
                }
                #expect(list.warnings == [])
                return rows
            }
            // DWUG: tabs in a file named .csv, a lone quotation mark, and clusters apart.
            let uses = try rows(
                "lemma\tpos\tidentifier\tcontext\tindexes_target_token\nbank\tnn\tu1\t\"A bank.\t"
                    + "3:7\nbank\tnn\tu2\tThe bank\" is.\t4:8\n", "uses.csv",
                gold: "identifier\tcluster\nu2\t1\nu1\t0\n")
            #expect(
                uses == [["u1", "\"A bank.", "3-7", "0"], ["u2", "The bank\" is.", "4-8", "1"]])
            let coarse = try rows(
                "2\ta river bank .\n1\tthe bank lends\n", "train.data.txt", gold: "1\n0\n")
            #expect(
                coarse == [
                    ["1", "a river bank .", "token 2", "1"],
                    ["2", "the bank lends", "token 1", "0"],
                ])
            let examples = try rows("bank\t1\tthe bank lends\n", "test_examples.txt", gold: "T\n")
            #expect(examples == [["1", "the bank lends", "token 1", "T"]])
        }
    }
}
