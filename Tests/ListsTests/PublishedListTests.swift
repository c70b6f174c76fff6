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

    /// The lemma of MCL-WiC's pairs across languages is that of the first sentence only.
    @Test func acrossLanguagesTheSecondWordIsTheOneAtThePlace() throws {
        let sample = try #require(PublishedList.samples.first { $0.name == "mclwic_test.data" })
        let list = try readList(sample.text.utf8, as: sample.name)
        #expect(list.rows.map(\.word) == ["bank"] && list.rows.map(\.word2) == ["rive"])
        #expect(list.warnings == [])
        let same = try readList(
            sample.text.replacing("en-fr", with: "en-en").utf8, as: sample.name)
        #expect(same.rows.map(\.word2) == [nil])
        #expect(same.warnings.count == 1 && same.warnings[0].contains("where \"rive\" stands"))
    }

    @Test func rowsWithoutTheirLabelAreTold() throws {
        let sample = try #require(PublishedList.samples.first { $0.name == "mclwic.data" })
        let some = try readList(
            sample.text.utf8, as: sample.name, gold: #"[{"id": "dev.en-en.1", "tag": "T"}]"#)
        #expect(some.rows.map(\.label) == [nil, "same"])
        let told = "there is no label for 1 of 2 rows, such as \"dev.en-en.0\""
        #expect(some.warnings.count == 1 && some.warnings[0].hasSuffix("gold: \(told)"))
        let none = try readList(
            sample.text.utf8, as: sample.name, gold: #"[{"id": "dev.fr-fr.1", "tag": "T"}]"#)
        #expect(none.warnings.count == 1)
        #expect(none.warnings[0].contains("there is no label for any of the rows, such as"))
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
            func rows(
                _ text: String, _ name: String, gold: String? = nil, word: String? = nil
            ) throws -> [[String?]] {
                var options = ListOptions()
                options.word = word
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
            // WiC-TSV: many words, of which one is asked for.
            let all = "bank\t1\tthe bank lends\nbass\t0\tbass swim\nBank\t0\tbanks .\n"
            let gold = "T\nF\nF\n"
            #expect(try rows(all, "test_examples.txt", gold: gold).count == 3)
            let examples = try rows(all, "test_examples.txt", gold: gold, word: "bank")
            #expect(
                examples == [
                    ["1", "the bank lends", "token 1", "T"], ["3", "banks .", "token 0", "F"],
                ])
            // Some tables of uses name no lemma.
            let target = try rows(
                "target\tidentifier\tcontext\tindexes_target_token\n病毒\ta\t由病毒所\t1:3\n",
                "uses.csv")
            #expect(target == [["a", "由病毒所", "1-3", nil]])
        }
    }
}
