import Encoder
import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Files
@testable import Lists
@testable import Survey

/// A list of four pairs with one thing wrong, in one of many formats, and what must become of it.
struct OddList: CustomTestStringConvertible, Sendable {
    enum End: Sendable {
        /// An error of the whole list, exit code 65; each text stands in its message.
        case error([String])
        /// One row cannot be used, exit code 1.
        case row(Int, String)
        /// A warning; every row is used.
        case warning(String)
    }

    var file: String
    var bytes: [UInt8]
    var mistake: String
    var end: End
    var testDescription: String { "\(file), \(mistake)" }

    struct Row {
        var word = "bank"
        var sentence1 = "The bank was calm."
        var start1 = "4"
        var end1 = "8"
        var label = "1"
        var extra = ""
        var number = 0
    }

    struct Layout: Sendable {
        var file: String
        /// The line of the first row.
        var firstLine: Int
        /// What a list that is cut in its last row is told.
        var whole: String?
        /// Whether a field too many is told.
        var countsFields = false
        var hasPlaces = true
        var render: @Sendable ([Row]) -> String
    }

    private static let second = "A bank lent it."

    private static func table(_ file: String, _ mark: String) -> Layout {
        Layout(
            file: file, firstLine: 2, whole: "expected 6 fields as in the first line, found 3",
            countsFields: true
        ) { rows in
            let names = ["word", "sentence1", "sentence2", "start1", "end1", "label"]
            return
                ([names.joined(separator: mark)]
                + rows.map {
                    [$0.word, $0.sentence1, second, $0.start1, $0.end1, $0.label]
                        .joined(separator: mark) + ($0.extra.isEmpty ? "" : mark + $0.extra)
                }).joined(separator: "\n")
        }
    }

    private static func object(_ row: Row, _ word: String = "word") -> String {
        #"{"\#(word)":"\#(row.word)","sentence1":"\#(row.sentence1)","start1":\#(row.start1),"#
            + #""end1":\#(row.end1),"start2":2,"end2":6,"label":"\#(row.label)","idx":\#(row.number),"#
            + #""pos":"N","sentence2":"\#(second)"}"#
    }

    private static func lines(_ file: String, _ word: String) -> Layout {
        Layout(file: file, firstLine: 1, whole: "expected a JSON object of texts and numbers") {
            $0.map { object($0, word) }.joined(separator: "\n")
        }
    }

    private static func array(_ file: String, _ word: String) -> Layout {
        Layout(file: file, firstLine: 2, whole: "is never closed; is the file whole?") {
            "[\n" + $0.map { object($0, word) }.joined(separator: ",\n") + "\n]\n"
        }
    }

    static let layouts = [
        table("commas.csv", ","), table("semicolons.csv", ";"), table("tabs.tsv", "\t"),
        table("bars.csv", "|"), table("tabs.csv", "\t"), lines("lines.jsonl", "word"),
        array("array.json", "word"), lines("lemmas.jsonl", "lemma"), array("lemmas.json", "lemma"),
        // Its labels may be missing, so that a line without an end is whole.
        Layout(file: "xl.txt", firstLine: 1) {
            $0.map {
                [$0.word, "N", $0.start1, $0.end1, "2", "6", $0.sentence1, second, $0.label]
                    .joined(separator: "\t")
            }.joined(separator: "\n")
        },
        Layout(
            file: "tweets.jl", firstLine: 1, whole: "expected a JSON object of texts and numbers"
        ) {
            $0.map {
                #"{"id":"x\#($0.number)","word":"\#($0.word)","label":"\#($0.label)","tweet1":{"text":"#
                    + #""\#($0.sentence1)","text_start":\#($0.start1),"text_end":\#($0.end1)},"#
                    + #""tweet2":{"text_start":2,"text_end":6,"text":"\#(second)"}}"#
            }.joined(separator: "\n")
        },
        Layout(
            file: "wic.data.txt", firstLine: 1, hasPlaces: false
        ) {
            $0.map { "\($0.word)\tN\t1-1\t\($0.sentence1)\t\(second)" }.joined(separator: "\n")
        },
    ]

    static let all: [OddList] = layouts.flatMap { layout in
        (0..<4).flatMap { lists(layout, row: $0) }
    }

    private static func lists(_ layout: Layout, row: Int) -> [OddList] {
        func make(_ mistake: String, _ end: End, _ change: (inout Row) -> Void) -> OddList {
            var rows = (0..<4).map { Row(number: $0) }
            change(&rows[row])
            return OddList(
                file: layout.file, bytes: Array(layout.render(rows).utf8),
                mistake: "\(mistake), row \(row + 1)",
                end: end)
        }
        func replacing(_ mistake: String, by bytes: [UInt8], _ texts: [String]) -> OddList {
            var list = make(mistake, .error(texts + ["line \(layout.firstLine + row)"])) {
                $0.sentence1 = "The ~bank was calm."
            }
            if let place = list.bytes.firstIndex(of: UInt8(ascii: "~")) {
                list.bytes.replaceSubrange(place...place, with: bytes)
            }
            return list
        }
        let number = row + 1
        var lists = [
            replacing("a byte that is no text", by: [0xFF], ["not UTF-8: the byte 0xFF"]),
            replacing("half a character", by: [0xC3], ["not UTF-8: the byte 0xC3"]),
            replacing("a NUL byte", by: [0], ["a NUL byte"]),
        ]
        if row == 3, let whole = layout.whole {
            var cut = make("cut in the last row", .error([whole, layout.file])) { _ in }
            let end = Array("A ban".utf8)
            if let place = cut.bytes.indices.last(where: { cut.bytes[$0...].starts(with: end) }) {
                cut.bytes.removeSubrange((place + 4)...)
            }
            lists.append(cut)
        }
        if layout.countsFields {
            lists.append(
                make(
                    "a field too many", .error(["expected 6 fields as in the first line, found 7"])
                ) {
                    $0.extra = "x"
                })
        }
        guard layout.hasPlaces else { return lists }
        func place(_ start: String, _ end: String, _ problem: String) -> OddList {
            make("the place \(start) to \(end)", .row(number, problem)) {
                ($0.start1, $0.end1) = (start, end)
            }
        }
        let noPlace = "expected a start and an end such as 4-8"
        return lists + [
            place("40", "44", "are not whole words of the sentence"),
            place("5", "8", "they cut the word \"bank\""), place("8", "4", noPlace),
            place("-1", "4", noPlace), place("4", "4", noPlace), place("4.5", "8", noPlace),
            make("an empty sentence", .row(number, "sentence 1: the sentence is empty")) {
                $0.sentence1 = ""
            },
            make("an odd label", .warning("say neither the same sense nor another")) {
                $0.label = "maybe"
            },
            make("another word at the place", .warning("; the place counts")) {
                ($0.start1, $0.end1) = ("13", "17")
            },
        ]
    }
}

@Suite struct OddListTests {
    @Test func thereAreMany() { #expect(OddList.all.count >= 400) }

    @Test(arguments: OddList.all)
    func everyOddListEndsInItsOwnWay(_ list: OddList) throws {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/\(list.file)"
            try Data(list.bytes).write(to: URL(fileURLWithPath: path))
            let outcome = Result { try ListSurvey().run(path) }
            switch (list.end, outcome) {
            case (.error(let texts), .failure(let error as InputError)):
                if case .unreadable = error { Issue.record("\(error)") }
                for text in texts { #expect("\(error)".contains(text), "\(error)") }
            case (.row(let row, let problem), .success(let found)):
                #expect(found.rows == 4 && found.failures.map(\.row) == [row], "\(found.text)")
                #expect(found.failures.first?.reason.contains(problem) == true, "\(found.text)")
            case (.warning(let text), .success(let found)):
                #expect(found.rows == 4 && found.failed == 0, "\(found.text)")
                #expect(found.warnings.contains { $0.contains(text) }, "\(found.warnings)")
            default: Issue.record("\(outcome)")
            }
        }
    }
}
