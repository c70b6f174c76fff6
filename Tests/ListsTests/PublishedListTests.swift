import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Lists

/// Small files in the layouts of published data sets, with sentences of our own.
@Suite struct PublishedListTests {
    struct Sample: CustomTestStringConvertible, Sendable {
        var name: String
        var text: String
        var gold: String?
        /// What stands at the places of the word in both sentences, row by row.
        var words: [[String]]
        var labels: [String?]
        var testDescription: String { name }
    }

    static let first = "The banks of the river were calm."
    static let second = "She went to a bank to deposit money."

    static let samples = [
        Sample(
            name: "wic.txt",
            text: "bank\tN\t1-4\tThe banks of it .\tShe went to a bank .\n", gold: "F\n",
            words: [["banks", "bank"]], labels: ["different"]),
        Sample(
            name: "xlwic.txt",
            text: "bank\tN\t4\t9\t14\t18\t\(first)\t\(second)\t0\n"
                + "bank\tN\t14\t18\t14\t18\t\(second)\t\(second)\t1\n", gold: nil,
            words: [["banks", "bank"], ["bank", "bank"]], labels: ["0", "1"]),
        Sample(
            name: "superglue.jsonl",
            text: """
                {"word":"bank","sentence1":"\(first)","sentence2":"\(second)","idx":0,"label":false,\
                "start1":4,"start2":14,"end1":9,"end2":18,"version":1.1}
                """, gold: nil, words: [["banks", "bank"]], labels: ["false"]),
        Sample(
            name: "mclwic.data",
            text: """
                [
                  {"id": "dev.en-en.0", "lemma": "bank", "pos": "NOUN", "sentence1": "\(first)",
                   "sentence2": "\(second)", "start1": "4", "end1": "9", "start2": "14", "end2": "18"},
                  {"id": "dev.en-en.1", "lemma": "turn off", "pos": "VERB",
                   "sentence1": "She turned it off.", "sentence2": "Turn off \\"it\\"}.",
                   "ranges1": "4-10,14-17", "ranges2": "0-4,5-8"}
                ]
                """,
            gold: #"[{"id": "dev.en-en.1", "tag": "T"}, {"id": "dev.en-en.0", "tag": "F"}]"#,
            words: [["banks", "bank"], ["turned off", "Turn off"]], labels: ["different", "same"]),
        Sample(
            name: "wicita.jsonl",
            text: """
                {"id":"a","lemma":"banca","sentence1":"La banca è chiusa.","sentence2":"Due banche.",\
                "start1":3,"end1":8,"start2":4,"end2":10,"label":1}
                """, gold: nil, words: [["banca", "banche"]], labels: ["1"]),
        Sample(
            name: "am2ico.tsv",
            text: "context1\tcontext2\tlabel\n\"The <word>bank</word> was steep.\tEine <word> Bank "
                + "</word> lieh.\tF\n", gold: nil, words: [["bank", "Bank"]], labels: ["F"]),
        Sample(
            name: "tempowic.jl",
            text: """
                {"id":"1","word":"bank","tweet1":{"text":"é bank it","text_start":2,"text_end":6},\
                "tweet2":{"text":"😀 banks","tokens":["a"],"text_start":2,"text_end":7}}
                """, gold: "1\t0\n", words: [["bank", "banks"]], labels: ["different"]),
        Sample(
            name: "rawc.csv",
            text:
                "word,sentence1,sentence2,same,mean_relatedness\nbank,A river bank.,A bank.,True,3.5\n",
            gold: nil, words: [["", ""]], labels: ["True"]),
        Sample(
            name: "cosimlex.tsv",
            text:
                "word1\tword2\tcontext1\tcontext2\tsim1\tsim2\nbank\tmoney\t<strong>Money</strong> "
                + "in the <strong>banks</strong>.\tA <strong>bank</strong>, no "
                + "<strong>money</strong>.\t5.5\t2.25\n", gold: nil,
            words: [["banks", "Money"], ["bank", "money"]], labels: ["5.5", "2.25"]),
        Sample(
            name: "rushifteval.tsv",
            text: "word\tsent1\tsent2\tmean\nбанк\tОн пошёл в банк.\tБанк закрыт.\t3.5\n",
            gold: nil,
            words: [["", ""]], labels: ["3.5"]),
    ]

    @Test(arguments: samples)
    func hasEveryPlaceAndLabel(_ sample: Sample) throws {
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
