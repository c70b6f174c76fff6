import Foundation
import ReportTestSupport
import Testing

@testable import Files
@testable import Lists

/// Lists as spreadsheets and pandas write them.
@Suite struct SpreadsheetListTests {
    private static let header = "id,sentence1,sentence2,word"
    private static let row = "a1,Café bank.,A bank.,bank"
    private static let text = "\(header)\r\n\(row)\r\n"

    private static func utf16(_ text: String, isLittle: Bool) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap { unit -> [UInt8] in
            let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
            return isLittle ? [low, high] : [high, low]
        }
    }

    static let lists: [(String, String, [UInt8])] = [
        ("semicolons", "list.csv", Array(text.replacing(",", with: ";").utf8)),
        ("tabs", "list.csv", Array(text.replacing(",", with: "\t").utf8)),
        ("pipes", "list.csv", Array(text.replacing(",", with: "|").utf8)),
        ("commas in a .tsv", "list.tsv", Array(text.utf8)),
        ("a name that tells nothing", "list", Array(text.utf8)),
        ("sep=", "list.csv", Array(("sep=;\r\n" + text.replacing(",", with: ";")).utf8)),
        ("empty rows", "list.csv", Array((text + ",,,\r\n , ,,\r\n").utf8)),
        ("CR", "list.csv", Array(text.replacing("\r\n", with: "\r").utf8)),
        ("UTF-8 with a mark", "list.csv", [0xEF, 0xBB, 0xBF] + text.utf8),
        ("UTF-16 LE", "list.csv", utf16(text, isLittle: true)),
        ("UTF-16 BE", "list.csv", utf16(text.replacing(",", with: "\t"), isLittle: false)),
        ("any case", "list.csv", Array("ID, Sentence1 ,SENTENCE2,Word\n\(row)\n".utf8)),
        (
            "a byte-order mark before JSON", "list.jsonl",
            [0xEF, 0xBB, 0xBF]
                + #"{"id":"a1","sentence1":"Café bank.","sentence2":"A bank.","word":"bank"}"#.utf8
        ),
    ]

    @Test(arguments: lists)
    func isReadAsItIs(_ what: String, _ name: String, _ bytes: [UInt8]) throws {
        let list = try readList(bytes, as: name)
        #expect(list.problem == nil)
        #expect(list.warnings == [])
        #expect(
            list.rows.map { [$0.id, $0.sentence1, $0.sentence2, $0.word] }
                == [["a1", "Café bank.", "A bank.", "bank"]])
    }

    @Test func anotherEncodingIsGiven() throws {
        let bytes =
            Self.text.unicodeScalars.map { UInt8($0.value) }
            + "b,\u{80}".unicodeScalars.map { UInt8($0.value) }
            + ",c,d\n".utf8
        #expect(
            try readList(bytes).problem?.hasSuffix(
                "not UTF-8: the byte 0xE9; save the file as UTF-8, or use --encoding windows-1252")
                == true)
        var options = ListOptions()
        options.encoding = .windows1252
        #expect(try readList(bytes, options: options).rows.map(\.sentence1) == ["Café bank.", "€"])
        #expect(
            try readList([0x61, 0x0A, 0x81], options: options).problem
                == "list.csv, line 2: the byte 0x81 is no character of Windows-1252")
        options.encoding = .utf16
        #expect(
            try readList([0xFF, 0xFE, 0x61, 0x00, 0x00, 0xDC], options: options).problem
                == "list.csv, line 1: half of a surrogate pair; is the file UTF-16?")
    }

    @Test func columnsMayHaveOtherNames() throws {
        let text = "A,B,Target\nA bank.,The bank.,bank\n"
        var options = ListOptions()
        options.columns = ["sentence1": "A", "sentence2": "B", "word": "Target"]
        let list = try readList(text.utf8, options: options)
        #expect(list.problem == nil && list.warnings == [])
        #expect(list.rows.map(\.sentence2) == ["The bank."])
        options.columns["word"] = "Word"
        #expect(
            try readList(text.utf8, options: options).problem?.contains(
                "there is no column \"Word\"; the first line names \"A\", \"B\", \"Target\"")
                == true)
        #expect(
            try readList("sentence1,sentence2,wrod\na,b,c\n".utf8).problem?.hasSuffix(
                "if \"wrod\" is meant, use --columns word=wrod") == true)
        #expect(
            try readList("id^word^sentence1^sentence2\n".utf8).problem?.hasSuffix(
                "\"id^word^sentence1^sentence2\"; if another character stands between the names, give "
                    + "it with --delimiter") == true)
        options.columns["word"] = "Traget"
        #expect(
            try readList(text.utf8, options: options).problem
                == "list.csv, line 1, column 1: there is no column \"Traget\"; the first line names "
                + "\"A\", \"B\", \"Target\"; did you mean \"Target\"?")
    }

    /// The first bytes of files, each as the character of its number.
    private static let otherFiles: [(String, String)] = [
        ("PK\u{3}\u{4}....[Content_Types].xml", "Excel workbook (.xlsx)"),
        (
            "PK\u{3}\u{4}mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            "LibreOffice spreadsheet (.ods)"
        ),
        ("PK\u{3}\u{4}[Content_Types].xml word/document.xml", "word processor"),
        ("PK\u{3}\u{4}mimetypeapplication/vnd.oasis.opendocument.text", "word processor"),
        ("\u{D0}\u{CF}\u{11}\u{E0}\u{A1}", "old Excel workbook (.xls)"),
        ("PAR1\u{15}", "pandas.read_parquet(file).to_csv"),
        ("SQLite format 3\0", "SQLite database"),
        ("\u{80}\u{4}\u{95}", "Python pickle"),
        ("<!DOCTYPE html>", "web page"),
        ("{\\rtf1\\ansi", "Rich Text"),
        ("<?xml version=\"1.0\"?>", "XML"),
        ("RDX3\nX\n", "in R, write.csv"),
        ("$FL2@(#) SPSS", "read_spss"),
        ("\u{FF}\u{FF}\u{FF}\u{FF}\u{10}", "datasets.Dataset.from_file"),
    ]

    @Test(arguments: otherFiles)
    func otherFilesAreNamed(_ head: String, _ problem: String) throws {
        let bytes = head.unicodeScalars.map { UInt8($0.value) }
        let found = try readList(bytes).problem ?? ""
        #expect(found.hasPrefix("list.csv: this is "))
        #expect(found.contains(problem), "\(found)")
    }

    @Test func aFieldOverManyLinesIsTold() throws {
        let rows = "a,\"x\n\n\n\ny\",b,c\nd,\"x\ny\",b,c\n"
        #expect(
            try readList((Self.header + "\n" + rows).utf8).warnings == [
                "list.csv, line 2, column 3: the quoted field that begins here runs over 5 lines; is a "
                    + "quotation mark missing?"
            ])
        var options = ListOptions()
        options.hasQuotes = true
        let tabs = (Self.header + "\n" + rows).replacing(",", with: "\t")
        #expect(try readList(tabs.utf8, as: "list.tsv", options: options).warnings.count == 2)
    }

    @Test func ownTablesOfFailedRowsAreQuoted() throws {
        var table = CSV(header: ListRow.columns + ["reason"], delimiter: "\t")
        table.append(["a", "bank", "", "\"A\tbank\"", "b\nc", "", "", "", "", "", "x"])
        let list = try readList(table.bytes, as: "failed.tsv")
        #expect(list.problem == nil)
        #expect(list.rows.map(\.sentence1) == ["\"A\tbank\""])
        #expect(list.rows.map(\.sentence2) == ["b\nc"])
    }
}
