import Foundation
import ReportTestSupport
import Testing

/// Lists with one mistake each, made from good ones.
struct MalformedList: CustomTestStringConvertible, Sendable {
    var name: String
    var bytes: [UInt8]
    /// The rows before the mistake.
    var rows: Int
    var problem: String
    var testDescription: String { "\(name): \(problem)" }

    /// Rows of three kinds: plain, with quotes, with a line break inside.
    private static func field(_ row: Int) -> String {
        ["The bank.", "\"The \"\"bank\"\", é.\"", "\"The\nbank.\""][row % 3]
    }

    /// The text before row `row` (from 0), and the line on which that row begins.
    private static func start(_ row: Int, _ end: String) -> (text: String, line: Int) {
        var text = "id,word,sentence1,sentence2" + end
        for index in 0..<row { text += "\(index),bank,\(field(index)),A bank.\(end)" }
        let line = 2 + row + (0..<row).filter { $0 % 3 == 2 }.count
        return (text, line)
    }

    static let all: [MalformedList] = {
        var lists: [MalformedList] = []
        for end in ["\n", "\r\n"] {
            for row in 0..<14 {
                let (text, line) = start(row, end)
                func add(_ bytes: [UInt8], column: Int, _ problem: String) {
                    lists.append(
                        MalformedList(
                            name: "list.csv", bytes: Array(text.utf8) + bytes + Array(end.utf8),
                            rows: row,
                            problem: "list.csv, line \(line), column \(column): \(problem)"))
                }
                let id = "\(row)".utf8.count
                add(
                    Array("\(row),bank,".utf8) + [0xFF] + Array("x,y".utf8), column: id + 7,
                    "not UTF-8: the byte 0xFF; save the file as UTF-8, or use --encoding "
                        + "windows-1252"
                )
                add(
                    Array("\(row),bank,\"é ".utf8) + [0xC3] + Array("\",y".utf8), column: id + 10,
                    "not UTF-8: the byte 0xC3; save the file as UTF-8, or use --encoding "
                        + "windows-1252"
                )
                add(
                    Array("\(row),bank,a\0b,y".utf8), column: id + 8,
                    "a NUL byte; is the file UTF-16? Save it as UTF-8")
                add(
                    Array("\(row),bank,\"a,y".utf8), column: id + 7,
                    "the quote that opens here is never closed")
                add(
                    Array("\(row),bank,\"a\"b,y".utf8), column: id + 10,
                    "text after a closing quote; expected the end of the field (quotes inside a "
                        + "quoted field are doubled)")
                add(
                    Array("\(row),bank,a \"b\",y".utf8), column: id + 9,
                    "a quote inside a field that does not begin with one; put the field in quotes "
                        + "and double the quotes in it")
                add(
                    Array("\(row),bank,a".utf8), column: id + 7,
                    "expected 4 fields as in the first line, found 3")
                add(
                    Array("\(row),bank,a,b,c".utf8), column: id + 11,
                    "expected 4 fields as in the first line, found 5")
                add(
                    Array("\(row),bank,a\rb,c".utf8), column: id + 8,
                    "a carriage return without a line feed outside of quotes")
            }
        }
        for name in ["word", "sentence1", "sentence2"] {
            let names = ["word", "sentence1", "sentence2"]
            let other = names.filter { $0 != name }
            let found = other.map { "\"\($0)\"" }.joined(separator: ", ")
            lists.append(
                MalformedList(
                    name: "list.csv", bytes: Array("\(other.joined(separator: ","))\na,b\n".utf8),
                    rows: 0,
                    problem:
                        "list.csv, line 1, column 1: there is no column \"\(name)\"; the first line "
                        + "names \(found)"))
            lists.append(
                MalformedList(
                    name: "list.tsv",
                    bytes: Array("\((names + [name]).joined(separator: "\t"))\na\tb\tc\td\n".utf8),
                    rows: 0,
                    problem:
                        "list.tsv, line 1, column 26: the column \"\(name)\" appears twice"))
        }
        for (text, column) in [("", 1), ("\n\n", 1), ("\u{FEFF}", 1)] {
            lists.append(
                MalformedList(
                    name: "list.csv", bytes: Array(text.utf8), rows: 0,
                    problem:
                        "list.csv, line 1, column \(column): the list is empty; expected a line with "
                        + "the names of the columns"))
        }
        return lists
    }()
}

@Suite struct MalformedListTests {
    @Test func thereAreEnough() { #expect(MalformedList.all.count >= 250) }

    @Test(arguments: MalformedList.all)
    func isNamedWithItsPlaceAfterTheGoodRows(_ list: MalformedList) throws {
        let found = try readList(list.bytes, as: list.name)
        #expect(found.problem == list.problem)
        #expect(found.rows.count == list.rows)
    }
}
