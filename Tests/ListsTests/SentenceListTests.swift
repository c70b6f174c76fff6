import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Lists

@Suite struct SentenceListTests {
    private func texts(_ rows: [ListRow]) -> [[String]] {
        rows.map { [$0.id, $0.word, $0.sentence1, $0.sentence2] }
    }

    @Test func readsQuotesLineBreaksAndCombiningMarks() throws {
        // A combining mark behind a delimiter, a quote and a line end is one character with it.
        let text =
            "id,word,sentence1,sentence2,label\r\n"
            + "1,\u{301}a,\"x \"\"y\"\", z\",\"two\r\nlines\",\r\n"
            + "\r\n"
            + "\u{301}2,b,\"\u{301}\",\u{301}c,same"
        let list = try readList(text.utf8)
        #expect(list.problem == nil)
        #expect(
            texts(list.rows) == [
                ["1", "\u{301}a", "x \"y\", z", "two\r\nlines"],
                ["\u{301}2", "b", "\u{301}", "\u{301}c"],
            ])
        #expect(list.rows.map(\.label) == [nil, "same"])
    }

    @Test func aByteOrderMarkIsNoPartOfTheFirstName() throws {
        let list = try readList([0xEF, 0xBB, 0xBF] + "word,sentence1,sentence2\na,b,c\n".utf8)
        #expect(list.problem == nil)
        #expect(list.rows.map(\.word) == ["a"])
    }

    @Test func rowsWithoutIdAreNamedByWhatTheySay() throws {
        let list = try readList("word,sentence1,sentence2\na,b,c\na,b,d\na,b,c\n".utf8)
        let ids = list.rows.map(\.id)
        #expect(ids[0] == ids[2])
        #expect(ids[0] != ids[1])
        #expect(ids[0].hasPrefix("a."))
    }

    @Test func unknownColumnsAreIgnoredAndTold() throws {
        let list = try readList("word,x,sentence1,y,sentence2,reason\na,1,b,2,c,z\n".utf8)
        #expect(list.warnings == ["list.csv: ignoring the columns \"x\" and \"y\""])
        #expect(list.rows.map(\.sentence2) == ["c"])
    }

    @Test func tablesWithTabsHaveNoQuoting() throws {
        let list = try readList(
            "word\tsentence1\tsentence2\na\tsay \"a\"\t\"A\nb\t\"a\t\"b\"\n".utf8, as: "list.tsv")
        #expect(list.problem == nil)
        #expect(list.rows.map(\.sentence1) == ["say \"a\"", "\"a"])
        #expect(list.rows.map(\.sentence2) == ["\"A", "\"b\""])
        #expect(list.warnings.count == 1)
        #expect(
            list.warnings[0].hasPrefix(
                "list.tsv, line 3, column 6: the field begins and ends with a quotation mark"))
    }

    @Test func readsJSONLines() throws {
        let text = """
            {"word":"a","sentence1":"b","sentence2":"c","occurrence1":2,"id":7,"label":true,"x":1}

            {"word":"a","sentence1":"b","sentence2":"\\u0063","label":null}
            """
        let list = try readList(text.utf8, as: "list.jsonl")
        #expect(list.problem == nil)
        #expect(list.rows.map(\.sentence2) == ["c", "c"])
        #expect(list.rows[0].id == "7")
        #expect(list.rows[0].occurrence1 == "2")
        #expect(list.rows[0].label == "true")
        #expect(list.warnings == ["list.jsonl, line 1: ignoring \"x\""])
    }

    @Test func aMissingValueFailsItsRowAlone() throws {
        let list = try readList(
            ("{\"word\":\"a\",\"sentence1\":null,\"sentence2\":\"a b\"}\n"
                + "{\"word\":NaN,\"sentence1\":\"a\",\"sentence2\":\"a b\"}\n"
                + "{\"word\":\"a\",\"sentence1\":\"a\",\"sentence2\":\"a b\"}\n").utf8,
            as: "list.jsonl")
        #expect(list.problem == nil && list.rows.map(\.sentence1) == ["", "a", "a"])
        #expect(throws: RowError(problem: "the word is empty")) { try list.rows[1].pair() }
    }

    @Test(arguments: [
        (
            "{\n  \"data\": []\n}",
            "the object that begins here runs over several lines; expected an object on each line, or "
                + "an array of objects"
        ),
        (
            "[]",
            "expected a JSON object of texts and numbers, found at byte 1: expected \"{\""
        ),
        (
            "{\"word\":\"a\",\"word\":\"b\"}",
            "expected a JSON object of texts and numbers, found at byte 24: a name that occurs twice"
        ),
        ("{\"word\":\"a\",\"sentence1\":\"b\"}", "there is no \"sentence2\""),
        (
            "{\"word\":{\"0\":\"a\"},\"sentence1\":\"b\",\"sentence2\":\"c\"}",
            "expected a text as \"word\"; pandas writes a list with to_json(file, "
                + "orient=\"records\", lines=True)"
        ),
        (
            "{\"word\":1,\"sentence1\":\"b\",\"sentence2\":\"c\"}",
            "expected a text as \"word\""
        ),
        (
            "{\"word\":\"a\",\"sentence1\":\"b\",\"sentence2\":\"c\",\"label\":[]}",
            "expected a text or a number as \"label\""
        ),
    ])
    func badJSONLinesAreNamed(_ line: String, _ problem: String) throws {
        let good = "{\"word\":\"a\",\"sentence1\":\"b\",\"sentence2\":\"c\"}\n"
        let list = try readList((good + line).utf8, as: "list.jsonl")
        #expect(list.rows.count == 1)
        #expect(list.problem == "list.jsonl, line 2: \(problem)")
    }

    @Test func readsWordInContext() throws {
        let text =
            "board\tN\t2-2\tRoom and board .\tHe nailed boards, across the windows .\n"
            + "go\tV\t1-0\tThey “go” home .\tGo home !\n"
        let list = try readList(text.utf8, as: "dev.data.txt", gold: "F\nT\n")
        #expect(list.problem == nil)
        #expect(list.rows.map(\.id) == ["board.1", "go.2"])
        #expect(list.rows.map(\.word) == ["board", "go"])
        #expect(list.rows.map(\.word2) == ["boards", "Go"])
        #expect(list.rows.map(\.range1) == ["9-14", "6-8"])
        #expect(list.rows.map(\.range2) == ["10-16", "0-2"])
        #expect(list.rows.map(\.label) == ["different", "same"])
        #expect(try list.rows[0].pair().ranges2 == [10..<16])
        // What an editor adds at the end.
        let padded = try readList((text + "\n\n").utf8, as: "dev.data.txt", gold: "F\r\nT\r\n\r\n")
        #expect(padded.problem == nil && padded.rows == list.rows)
    }

    @Test(arguments: [
        ("go\tV\t0-0\tGo .", "F", "dev.data.txt, line 1: expected 5 fields between tabs"),
        ("go\tV\t0\tGo .\tGo .", "F", "dev.data.txt, line 1: expected the places of the word"),
        ("go\tV\t0-9\tGo .\tGo .", "F", "dev.data.txt, line 1: sentence 2 has 2 words"),
        ("go\tV\t0-0\tGo .\tGo .", "X", "gold, line 1: expected T or F, found \"X\""),
        ("go\tV\t0-0\tGo .\tGo .", "", "gold, line 1: there are fewer labels than pairs"),
        ("go\tV\t0-0\tGo .\tGo .", "T\nF", "gold, line 2: there are more labels than pairs (1)"),
    ])
    func badWordInContextDataIsNamed(_ text: String, _ gold: String, _ problem: String) throws {
        let found = try readList(text.utf8, as: "dev.data.txt", gold: gold).problem
        #expect(found?.hasPrefix(problem) == true, "\(found ?? "")")
    }

    @Test func unpacksGzipOfSeveralMembers() throws {
        let first = try gzip("word,sentence1,sentence2\na,b,c\n")
        let second = try gzip(String(repeating: "d,e,f\n", count: 20_000))
        let list = try readList(first + second, as: "list.csv.gz")
        #expect(list.problem == nil)
        #expect(list.rows.count == 20_001)
        let cut = try readList((first + second).dropLast(9), as: "list.csv.gz")
        #expect(cut.problem == "cannot read list.csv.gz: the gzip data ends early")
        var damaged = Array(first)
        damaged[20] ^= 0xFF
        let problem = try readList(damaged, as: "list.csv.gz").problem
        #expect(problem?.hasPrefix("cannot read list.csv.gz: the gzip data") == true)
        #expect(
            try readList(gzip(first), as: "list.csv.gz").problem
                == "list.csv.gz: this was packed with gzip twice; unpack it once")
    }

    private func gzip(_ text: String) throws -> [UInt8] { try gzip(Array(text.utf8)) }

    private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/text"
            try Data(bytes).write(to: URL(fileURLWithPath: path))
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["gzip", path]
            try process.run()
            process.waitUntilExit()
            return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path + ".gz")))
        }
    }

    @Test func aNameThatTellsNoFormatIsAnError() throws {
        #expect(
            try readList("".utf8, as: "list").problem
                == "cannot read list: its name and its first line do not show its format; use "
                + "--format csv, tsv, jsonl or wic")
    }

    @Test(arguments: [
        ("occurrence1", "0", "occurrence1: expected a number, 1 or more, found \"0\""),
        ("occurrence2", "two", "occurrence2: expected a number, 1 or more, found \"two\""),
        ("range1", "8-4", "range1: expected a start and an end such as 4-8, found \"8-4\""),
        ("range2", "4", "range2: expected a start and an end such as 4-8, found \"4\""),
    ])
    func aRowMayBeWrongWithoutStoppingTheList(
        _ column: String, _ value: String, _ problem: String
    ) throws {
        let list = try readList(
            "word,sentence1,sentence2,\(column)\na,b,c,\(value)\na,b,c,\n".utf8)
        #expect(list.rows.count == 2)
        #expect(throws: RowError(problem: problem)) { try list.rows[0].pair() }
        #expect(try list.rows[1].pair().occurrence1 == nil)
    }
}
