import Foundation
import Testing

@testable import Batch
@testable import Lists

@Suite struct JournalLineTests {
    /// A row that has everything a row can have.
    private func full() -> JournalEntry {
        var row = ListRow {
            [
                "id": "a \"b\"\\\n\u{1}é😀", "word": "bank", "word2": "banks",
                "sentence1": "A bank.",
                "sentence2": "The banks.", "occurrence1": "1", "occurrence2": "2",
                "range1": "2-6", "range2": "4-9", "label": "same",
            ][$0]
        }
        row.forms1 = ["banks"]
        row.forms2 = []
        row.idInList = "a"
        return JournalEntry(
            number: (1 << 40) - 1, row: row, key: "k", reason: "no / yes", folder: "pairs/3f/a",
            cosine: [1, 0.95814127, -0.25, 1e-7, 0], marks: [[2, 6], [4, 9]],
            files: ["index.html": "0", "figures/x.svg": "1"], left: ["a.txt": "2"],
            warnings: ["odd"], isOrphan: true)
    }

    private func bare() -> JournalEntry {
        let row = ListRow { ["id": "a", "word": "", "sentence1": "", "sentence2": ""][$0] }
        return JournalEntry(number: 1, row: row, key: "")
    }

    private func decoded(_ bytes: [UInt8]) -> JournalEntry? { JournalLine.decode(bytes)?.pair }

    @Test func whatIsWrittenIsRead() throws {
        for entry in [full(), bare()] {
            let line = try JournalLine.encode(JournalLine(pair: entry))
            #expect(line.last == UInt8(ascii: "\n"))
            #expect(line.filter { $0 == UInt8(ascii: "\n") }.count == 1)
            #expect(decoded(line) == entry)
            #expect(decoded(line.dropLast()) == entry)
        }
        let end = try JournalLine.encode(JournalLine(end: 7))
        #expect(end.starts(with: JournalLine.endStart))
        #expect(JournalLine.decode(end)?.end == 7)
    }

    /// In an independent reader's eyes: names ascend, and nothing is there twice.
    @Test func aLineIsJSONWithAscendingNames() throws {
        let line = try JournalLine.encode(JournalLine(pair: full()))
        let object = try JSONSerialization.jsonObject(with: Data(line))
        let sorted = try JSONSerialization.data(
            withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        func names(_ bytes: some Collection<UInt8>) -> [Substring] {
            String(decoding: bytes, as: UTF8.self).matches(of: /"([A-Za-z0-9]+)":/).map(\.output.1)
        }
        #expect(names(line) == names(sorted))
        let pair = try #require((object as? [String: Any])?["pair"] as? [String: Any])
        #expect(pair["reason"] as? String == "no / yes")
        #expect((pair["cosine"] as? [Double])?[1] == 0.95814127)
        #expect((pair["row"] as? [String: Any])?["id"] as? String == full().row.id)
    }

    /// A line of which only a part was written, or that was damaged on the disk.
    @Test func aDamagedLineIsNone() throws {
        let line = try Array(JournalLine.encode(JournalLine(pair: full())).dropLast())
        for count in line.indices { #expect(decoded(Array(line[..<count])) == nil, "\(count)") }
        for index in line.indices {
            var changed = line
            changed[index] = 0
            #expect(decoded(changed) == nil, "\(index)")
        }
        #expect(decoded(line + Array("{}".utf8)) == nil)
    }

    @Test func whatAPairMustHaveIsAskedFor() throws {
        let text = String(
            decoding: try JournalLine.encode(JournalLine(pair: bare())), as: UTF8.self)
        #expect(decoded(Array(text.utf8)) != nil)
        for part in ["\"number\":1,", "\"key\":\"\",", "\"word\":\"\"", "\"id\":\"a\","] {
            #expect(text.contains(part))
            let less = text.replacing(part, with: part.hasSuffix(",") ? "" : "\"other\":[{}]")
            #expect(decoded(Array(less.utf8)) == nil, "\(part)")
        }
        // What a later version may add means nothing.
        let more = text.replacing("\"key\"", with: "\"extra\":{\"a\":[1,null]},\"key\"")
        #expect(decoded(Array(more.utf8)) == bare())
    }
}
