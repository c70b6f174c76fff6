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

    private let columns = IndexColumn.list(
        layers: ["emb", "L0", "L1"], corrected: nil, hasLabels: false)

    /// The call's argument as a reader of JSON finds it, with the names of the values.
    private func rows(_ entries: [JournalEntry]) throws -> (text: String, rows: [[String: Any]]) {
        var rows = IndexRows(number: 2, columns: columns)
        for entry in entries { rows.append(entry) }
        let file = try rows.file()
        #expect(file.path == "index/rows-2.js")
        let text = String(decoding: file.bytes, as: UTF8.self)
        let data = try ScriptRows(text)
        #expect(data.number == 2)
        return (text, data.rows)
    }

    @Test func aRowSaysWhatThePageShows() throws {
        let rows = try rows([
            entry("river", "The bank is calm."), entry("bad", "No.", reason: "why"),
        ]).rows
        #expect(rows.count == 2)
        #expect(rows[0]["id"] as? String == "river")
        #expect("pairs/\(rows[0]["folder"] as? String ?? "")" == PairFolder.path(id: "river"))
        #expect(
            rows[0]["sentences"] as? [[String]] == [
                ["The ", "bank", " is calm."], ["A ", "bank", "."],
            ])
        #expect(rows[0]["cosine"] as? [Int] == [1000, 812, -250])
        #expect(rows[0]["drawn"] as? Bool == true)
        #expect(rows[0]["number"] as? Int == 7)
        #expect(rows[0]["reason"] is NSNull)
        #expect(rows[0]["label"] == nil)
        #expect(rows[0]["first"] as? Int == 10_000)
        #expect(rows[0]["last"] as? Int == -2500)
        #expect(rows[0]["fall"] as? Int == 12_500)
        #expect(rows[0]["lowest"] as? Int == -2500)
        #expect(rows[1]["folder"] as? String == "")
        #expect(rows[1]["cosine"] as? [Int] == [])
        #expect(rows[1]["reason"] as? String == "why")
        for key in ["first", "last", "fall", "lowest"] { #expect(rows[1][key] is NSNull) }
    }

    @Test func hostileTextStaysAText() throws {
        let texts = [
            "</script><script>x</script>", "<!--", "\u{2028}\u{2029}", "\"]);alert(1);([\"",
            "\\", "\u{0}\u{1F}\u{7F}", "e\u{301}\"\u{301}", "\u{202E}x",
        ]
        for text in texts {
            let (file, rows) = try rows([entry("x" + text, "The bank " + text)])
            #expect(rows[0]["id"] as? String == "x" + text)
            #expect((rows[0]["sentences"] as? [[String]])?[0].last == " " + text)
            for unwanted in ["<", ">", "&", "\u{7F}", "\u{2028}", "\u{2029}"] {
                #expect(!file.unicodeScalars.contains { String($0) == unwanted })
            }
        }
    }

    @Test func longSentencesAreCutAroundTheWord() throws {
        let text = String(repeating: "x", count: 3000)
        var long = entry("a", text + "bank" + text)
        long.marks = [[3000, 3004], [0, 0]]
        let sentences = try rows([long]).rows[0]["sentences"] as? [[String]]
        let parts = try #require(sentences?.first)
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
