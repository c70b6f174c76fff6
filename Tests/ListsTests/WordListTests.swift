import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Files
@testable import Lists

@Suite struct WordListTests {
    private func rows(_ text: String, _ name: String) throws -> [WordList.Row] {
        try withTemporaryDirectory { directory in
            let path = directory + "/" + name
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let list = try WordList(path: path)
            var rows: [WordList.Row] = []
            while let row = try list.next() { rows.append(row) }
            return rows
        }
    }

    private func problem(_ text: String, _ name: String) -> String {
        do {
            _ = try rows(text, name)
            return "none"
        } catch {
            return "\(error)".replacing(/^.*\/list/, with: "list")
        }
    }

    @Test(arguments: [
        ("list.csv", "id,sentence,label,occurrence\na,\"One, two.\",x,2\n,Three.,,\n"),
        ("list.tsv", "id\tsentence\tlabel\toccurrence\na\tOne, two.\tx\t2\n\tThree.\t\t\n"),
        (
            "list.jsonl",
            """
            {"id": "a", "sentence": "One, two.", "label": "x", "occurrence": 2}

            {"sentence": "Three.", "label": null}
            """
        ),
    ])
    func readsEveryFormat(_ name: String, _ text: String) throws {
        let expected = [
            WordList.Row(
                number: 1, id: "a", sentence: "One, two.", word: nil, occurrence: "2", label: "x"),
            WordList.Row(
                number: 2, id: "2", sentence: "Three.", word: nil, occurrence: nil, label: nil),
        ]
        #expect(try rows(text, name) == expected)
    }

    @Test func textHasASentenceOnEachLine() throws {
        let rows = try rows("\u{FEFF}One.\r\n  \n\"Two\", she said.\n", "list")
        #expect(rows.map(\.sentence) == ["One.", "\"Two\", she said."])
        #expect(rows.map(\.id) == ["1", "2"])
    }

    @Test func theWordMayBeMarked() throws {
        let text = "The <target>banks</target>.\nNo mark.\nA <target>bank</target> is.\n"
        let places = ["4-9", nil, "2-6"]
        #expect(try rows(text, "list").map(\.range) == places)
        #expect(
            try rows(text, "list").map(\.sentence) == ["The banks.", "No mark.", "A bank is."])
        #expect(try rows("Sentence\n" + text, "list.csv").map(\.range) == places)
        // Where a column says the word or its place, the text stays as it is.
        for column in ["word", "range", "token", "occurrence"] {
            let rows = try rows("sentence,\(column)\n<b>A</b> bank.,\n", "list.csv")
            #expect(rows.map(\.sentence) == ["<b>A</b> bank."])
        }
    }

    @Test func missingValuesOfPandasAreNone() throws {
        let rows = try rows(
            "sentence,occurrence,range,token\nbank,NaN,nan,NaN\nA bank.,1.0,,1.0\n", "list.csv")
        #expect(rows.map(\.occurrence) == [nil, "1.0"])
        #expect(rows.map(\.range) == [nil, "token 1.0"])
    }

    @Test func aPlaceThatDoesNotFitIsToldWithBoth() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/list.csv"
            try Data("id,sentence,range\na,It is today.,6-11\nb,Two banks.,4-9\n".utf8)
                .write(to: URL(fileURLWithPath: path))
            for count in [0, 1] {
                var options = ListOptions()
                options.word = count == 0 ? nil : "bank"
                let list = try WordList(path: path, options: options)
                while try list.next() != nil {}
                #expect(list.misplacedCount == count && list.warnings.count == count)
                let told =
                    "row 1, a: range says 6-11, where \"today\" stands, and the word is \"bank\"; "
                    + "the place counts"
                #expect(list.warnings.allSatisfy { $0 == told })
            }
        }
    }

    @Test func listsOfTheOtherKindAreNamed() throws {
        let pairs = "this is a list of pairs, which report batch and report wic read"
        let lists: [(String, String)] = [
            ("word,sentence1,sentence2\nbank,A bank.,My bank.\n", "list.csv"),
            ("bank\tN\t1-1\tA bank .\tMy bank .\n", "list.txt"),
            ("bank\tN\t2\t6\t3\t7\tA bank.\tMy bank.\t1\n", "list.txt"),
            ("context1\tcontext2\tlabel\na\tb\tT\n", "list.tsv"),
        ]
        for (text, name) in lists { #expect(problem(text, name).contains(pairs), "\(text)") }
        let sentences: [(String, String)] = [
            ("sentence,label\nA bank.,a\n", "list.csv"), ("1\tA bank .\n", "train.data.txt"),
            ("bank\t1\tA bank .\n", "examples.txt"),
        ]
        for (text, name) in sentences {
            let expected =
                "\(name): this is a list of single sentences, which report word reads; expected two "
                + "sentences in each row"
            #expect(try readList(text.utf8, as: name).problem == expected)
        }
    }

    private func lemmaRows(
        _ text: String, _ name: String, _ word: String, forms: String? = nil
    ) throws -> [String] {
        try withTemporaryDirectory { directory in
            let path = directory + "/" + name
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            var options = ListOptions()
            options.word = word
            options.isLemma = true
            options.forms = forms.flatMap(WordForms.init) ?? WordForms()
            let list = try WordList(path: path, options: options)
            var rows: [String] = []
            while let row = try list.next() { rows.append("\(row.id) \(row.range ?? "-")") }
            #expect(list.warnings == [])
            return rows
        }
    }

    @Test func ofALemmaOnlyItsRowsCount() throws {
        let table =
            "id,lemma,sentence,range\na,bank_nn,Two banks.,4-9\nb,river_nn,Two rivers.,4-10\n"
            + "c,Bank,A bank.,\n"
        #expect(try lemmaRows(table, "list.csv", "bank") == ["a 4-9", "c \(WordPlace.unplaced)"])
        #expect(try lemmaRows(table, "list.csv", "bank", forms: "banks") == ["a 4-9", "c -"])
        let marked = "Lemma;sentence\nbank;Two <b>banks</b>.\nriver;A <b>river</b>.\n"
        #expect(try lemmaRows(marked, "list.csv", "bank") == ["1 4-9"])
        // The column of the word is the form.
        #expect(
            try lemmaRows("lemma,word,sentence\ngo,went,She went.\n", "list.csv", "go") == ["1 -"])
        let uses =
            "lemma\tidentifier\tcontext\tindexes_target_token\nattack_nn\tu1\tTwo attacks.\t4:11\n"
            + "bit_nn\tu2\tTwo bits.\t4:8\n"
        #expect(try lemmaRows(uses, "uses.csv", "attack") == ["u1 4-11"])
        #expect(
            try lemmaRows("bank\t1\tthe banks lend\nbass\t0\tbass swim\n", "examples.txt", "bank")
                == ["1 token 1"])
    }

    @Test func withoutLemmasTheOptionIsAMistake() throws {
        func problem(_ text: String, _ name: String) -> String {
            do {
                _ = try lemmaRows(text, name, "bank")
                return "none"
            } catch {
                guard case .optionMismatch = error as? InputError else { return "\(error)" }
                return "\(error)".replacing(/^.*\/list/, with: "list")
            }
        }
        #expect(
            problem("id,sentence,Lemmas\na,A bank.,bank\n", "list.csv")
                == "list.csv: --lemma goes by the column \"lemma\": there is no column \"lemma\"; the first line "
                + "names \"id\", \"sentence\", \"Lemmas\"; if \"Lemmas\" is meant, use --columns lemma=Lemmas; "
                + "without it, --forms names the forms to find")
        for (text, name) in [("A bank.\n", "list.txt"), ("1\tA bank .\n", "list.data.txt")] {
            let expected = "\(name): --lemma goes by the column \"lemma\": this "
            #expect(problem(text, name).hasPrefix(expected), "\(problem(text, name))")
        }
    }

    @Test func saysWhatIsWrongAndWhere() {
        #expect(
            problem("id,text\na,b\n", "list.csv")
                == "list.csv, line 1, column 1: there is no column \"sentence\"; the first line names "
                + "\"id\", \"text\"")
        #expect(
            problem("sentence,id,id\n", "list.csv")
                == "list.csv, line 1, column 13: the column \"id\" appears twice")
        #expect(
            problem("sentence,id\na,b\nc\n", "list.csv")
                == "list.csv, line 3, column 1: expected 2 fields as in the first line, found 1")
        #expect(
            problem("", "list.tsv").hasPrefix("list.tsv, line 1, column 1: the list is empty"))
        #expect(
            problem("{\"sentence\": [1]}", "list.jsonl")
                == "list.jsonl, line 1: expected a text as \"sentence\"")
        #expect(
            problem("{\"id\": 1}", "list.jsonl") == "list.jsonl, line 1: there is no \"sentence\"")
        #expect(
            problem("[]", "list.jsonl")
                == "list.jsonl, line 1: the array is empty; expected JSON objects")
        #expect(problem("a\0b", "list").contains("NUL"))
    }

    @Test func jsonMayHoldAnythingUnderOtherNames() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/list.jsonl"
            let text =
                "{\"sentence\": \"A bank.\", \"score\": 0.5, \"tags\": [\"x\"], \"at\": {}}\n"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let list = try WordList(path: path)
            #expect(try list.next()?.sentence == "A bank.")
            #expect(try list.next() == nil)
            #expect(list.warnings.count == 3)
            #expect(list.warnings[0].hasSuffix("list.jsonl, line 1: ignoring \"at\""))
        }
    }

    @Test func warnsOfColumnsThatMeanNothing() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/list.csv"
            try Data("sentence,sense\na,b\n".utf8).write(to: URL(fileURLWithPath: path))
            let list = try WordList(path: path)
            #expect(list.warnings.count == 1)
            #expect(list.warnings[0].hasSuffix("ignoring the column \"sense\""))
        }
    }
}
