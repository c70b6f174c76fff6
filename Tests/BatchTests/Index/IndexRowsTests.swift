import Foundation
import TestSupport
import Testing

@testable import Batch
@testable import Files
@testable import Lists

@Suite struct IndexRowsTests {
    private func entry(_ id: String, _ text: String, reason: String? = nil) -> JournalEntry {
        let values = ["id": id, "word": "bank", "sentence1": text, "sentence2": "A bank."]
        var entry = JournalEntry(number: 7, row: ListRow { values[$0] }, key: "", reason: reason)
        if reason == nil {
            entry.folder = PairFolder.path(id: id)
            entry.cosine = [1, 0.8115, -0.25]
            entry.marks = [[4, 8], [2, 6]]
            entry.files = [Thumbnail.path: ""]
        }
        return entry
    }

    /// The call's arguments as a reader of JSON finds them.
    private func rows(_ entries: [JournalEntry]) throws -> (text: String, rows: [[Any]]) {
        var rows = IndexRows(number: 2)
        for entry in entries { try rows.append(entry) }
        let file = rows.file()
        #expect(file.path == "index/rows-2.js")
        let text = String(decoding: file.bytes, as: UTF8.self)
        let body = try #require(
            text.wholeMatch(of: /attentionReportRows\(2, (\[[^\u{0}]*\])\);\n/)?.1)
        let value = try JSONSerialization.jsonObject(with: Data(body.utf8))
        return (text, try #require(value as? [[Any]]))
    }

    @Test func aRowSaysWhatThePageShows() throws {
        let rows = try rows([
            entry("river", "The bank is calm."), entry("bad", "No.", reason: "why"),
        ]).rows
        #expect(rows.count == 2)
        #expect(rows[0][0] as? String == "river")
        #expect("pairs/\(rows[0][1] as? String ?? "")" == PairFolder.path(id: "river"))
        #expect(rows[0][4] as? [String] == ["The ", "bank", " is calm."])
        #expect(rows[0][5] as? [String] == ["A ", "bank", "."])
        #expect(rows[0][6] as? [Int] == [1000, 812, -250])
        #expect(rows[0][7] as? Int == 1)
        #expect(rows[0][8] as? Int == 7)
        #expect(rows[0].count == 9)
        #expect(rows[1][1] as? String == "")
        #expect(rows[1][6] as? [Int] == [])
        #expect(rows[1][9] as? String == "why")
    }

    @Test func hostileTextStaysAText() throws {
        let texts = [
            "</script><script>x</script>", "<!--", "\u{2028}\u{2029}", "\"]);alert(1);([\"",
            "\\", "\u{0}\u{1F}\u{7F}", "e\u{301}\"\u{301}", "\u{202E}x",
        ]
        for text in texts {
            let (file, rows) = try rows([entry("x" + text, "The bank " + text)])
            #expect(rows[0][0] as? String == "x" + text)
            #expect((rows[0][4] as? [String])?.last == " " + text)
            for unwanted in ["<", ">", "&", "\u{7F}", "\u{2028}", "\u{2029}"] {
                #expect(!file.unicodeScalars.contains { String($0) == unwanted })
            }
        }
    }

    @Test func longSentencesAreCutAroundTheWord() throws {
        let text = String(repeating: "x", count: 3000)
        var long = entry("a", text + "bank" + text)
        long.marks = [[3000, 3004], [0, 0]]
        let parts = try #require(try rows([long]).rows[0][4] as? [String])
        #expect(parts[0].hasPrefix("… x"))
        #expect(parts[1] == "bank")
        #expect(parts[2].hasSuffix("x …"))
        #expect(parts.joined().utf8.count < 500)
    }

    @Test func anIndexHasTheRowsOfAllPagesAndNoOthers() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(in: directory)
            let output = "\(directory)/out"
            let lines = try String(contentsOfFile: "\(output)/journal.jsonl", encoding: .utf8)
                .split(separator: "\n")
            func write(rows count: Int) throws -> Int {
                let copies = (1...count).map { number in
                    lines[1].replacingOccurrences(
                        of: "\"number\":1,", with: "\"number\":\(number),"
                    ).replacingOccurrences(of: "\"folder\":\"", with: "\"folder\":\"\(number)-")
                }
                let text = ([String(lines[0])] + copies).joined(separator: "\n") + "\n"
                try Data(text.utf8).write(to: URL(fileURLWithPath: "\(output)/journal.jsonl"))
                _ = try BatchIndex(directory: output).rebuild()
                return try listing(output).filter { $0.hasPrefix("index/rows-") }.map { path in
                    let text = try String(contentsOfFile: "\(output)/\(path)", encoding: .utf8)
                    return text.split(separator: "\n").count - 2
                }.reduce(0, +)
            }
            for count in [1001, 205] {
                #expect(try write(rows: count) == count)
            }
            let files = listing(output).filter { $0.hasPrefix("index/") }.sorted()
            #expect(files == ["index/2.html", "index/rows-1.js"])
        }
    }
}
