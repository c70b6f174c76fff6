import Encoder
import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Files
@testable import Lists
@testable import Survey

@Suite struct ListSurveyTests {
    private func survey(
        _ text: String, as name: String = "list.csv", word: String? = nil,
        options: ListOptions = ListOptions()
    ) throws -> ListDescription {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/\(name)"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            return try ListSurvey(options: options, word: word).run(path)
        }
    }

    @Test func aTableOfPairsIsDescribed() throws {
        let found = try survey(
            """
            ID;word;Sentence1;sentence2;range1;label;year
            a;bank;The bank.;A bank by a bank.;4-8;T;1990
            b;bank;The river.;A bank.;;F;1991
            c;bank;The bank.;A bank.;40-44;;1992
            d;bank;It is today.;A bank.;6-11;2,5;1993

            """)
        #expect(
            found.text == """
                list.csv: 4 pairs
                format    a table with semicolons between fields, with quoting
                encoding  utf-8
                columns   ID (as id), word, Sentence1 (as sentence1), sentence2, range1, label; passed over: year
                words     3 by place, 1 by searching, as an uncased model divides text; 1 of these have the \
                word more than once; the first is taken; 1 of these have another word at the place
                labels    1 same, 1 different, 1 grade from 2.5 to 2.5, 1 without
                trouble   2 of 4 rows cannot be used:
                  row 2, b: sentence 1: the word "bank" is not in the sentence, whose words are: The, river
                  row 3, c: sentence 1: the characters 40 to 44 are not whole words of the sentence
                """)
        #expect(found.failures.map(\.row) == [2, 3])
        #expect(found.warnings.count == 4, "\(found.warnings)")
    }

    @Test func sentencesAreTold() throws {
        let lines = try survey("The bank.\nA river.\n", as: "list.txt", word: "bank")
        #expect(lines.kind == .sentences && lines.rows == 2 && lines.failures.map(\.row) == [2])
        #expect(lines.shape.form == "text with a sentence on each line")
        let unnamed = try survey("The bank.\nA river.\n", as: "list.txt")
        #expect(unnamed.failed == 0 && unnamed.words.unnamed == 2 && unnamed.words.bySearch == 0)
        #expect(unnamed.text.contains("\nwords     2 without a word: --word names it\n"))
        // What would be the same sense of a pair is a name of a group here.
        let senses = try survey("sentence,label\nA bank.,1\nMy bank.,0\nBank.,\n", word: "bank")
        #expect(
            senses.text.contains("\nlabels    2 names of groups (\"1\", \"0\"), 1 without\n"),
            "\(senses.text)")
        let table = try survey(
            "sentence\tlabel\tstart\tend\nThe bank.\tmoney\t4\t8\nA bank.\triver\t3\t6\n",
            as: "list.tsv")
        #expect(table.words.byPlace == 2 && table.labels.names == ["money", "river"])
        #expect(
            table.failures.map(\.reason) == [
                "the characters 3 to 6 are not whole words of the sentence; they cut the word \"bank\""
            ])
    }

    @Test(arguments: PublishedList.samples)
    func publishedListsAreKnownByName(_ sample: PublishedList) throws {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/\(sample.name)"
            try Data(sample.text.utf8).write(to: URL(fileURLWithPath: path))
            var options = ListOptions()
            if let gold = sample.gold {
                options.gold = "\(directory)/gold"
                try Data(gold.utf8).write(to: URL(fileURLWithPath: "\(directory)/gold"))
            }
            let out = "\(directory)/out.csv"
            let found = try ListSurvey(options: options).run(path, convertingTo: out)
            #expect(found.kind == .pairs && found.rows == sample.words.count, "\(found.text)")
            #expect(found.failed == 0, "\(found.text)")
            let name = try #require(found.shape.dataSet)
            let file = String(sample.name.prefix { $0 != "." && $0 != "_" })
            #expect(name.filter { $0 != "-" }.hasPrefix(file.prefix(3)), "\(name)")
            // The converted list is the same list.
            let (first, second) = (
                try SentenceList(path: path, options: options), try SentenceList(path: out)
            )
            while let row = try first.next() {
                let again = try second.next()
                #expect(try again?.pair() == row.pair())
                #expect(again?.label == row.label && again?.id == row.id)
            }
            #expect(try second.next() == nil)
            #expect(second.takeWarnings().filter { $0.contains("ignoring") } == [])
        }
    }

    @Test func everyWayToSayAPlaceBecomesCharacters() throws {
        try withTemporaryDirectory { directory in
            let (path, out) = ("\(directory)/list.tsv", "\(directory)/out.csv")
            let text =
                "word\tsentence1\tsentence2\trange1\ttoken2\nbank\t😀 \"a bank\t\"The\" bank.\t6-10\t1\n"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            var options = ListOptions()
            options.unit = .utf16
            _ = try ListSurvey(options: options).run(path, convertingTo: out)
            let written = try String(contentsOfFile: out, encoding: .utf8)
            #expect(
                written.hasSuffix(
                    ",bank,,\"😀 \"\"a bank\",\"\"\"The\"\" bank.\",,,5-9,6-10,\r\n"), "\(written)")
        }
    }

    @Test func aListThatCannotBeReadLeavesNothing() throws {
        try withTemporaryDirectory { directory in
            let (path, out) = ("\(directory)/list.csv", "\(directory)/out.csv")
            try Data("word,sentence1,sentence2\nbank,A bank.,My bank.\nbank,A\n".utf8)
                .write(to: URL(fileURLWithPath: path))
            #expect(throws: InputError.self) {
                try ListSurvey().run(path, convertingTo: out)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["list.csv"])
        }
    }

    @Test func theJSONReadsBack() throws {
        let found = try survey("word,sentence1,sentence2\nbank,A bank.,My bank.\n")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        #expect(try decoder.decode(ListDescription.self, from: Data(found.json())) == found)
    }
}
