import Foundation
import TestSupport
import Testing

@testable import Analyses
@testable import Batch
@testable import Lists

@Suite struct JournalEntryTests {
    private func entry() -> JournalEntry {
        JournalEntry(
            number: 1, row: ListRow { ["id": "a", "word": "bank"][$0] }, key: "k",
            folder: PairFolder.path(id: "a"), cosine: [1, 0.5], files: ["figures/x.svg": "0"])
    }

    private func isRead(_ line: JournalLine) throws -> Bool {
        JournalLine.decode(try JournalLine.encode(line)) != nil
    }

    @Test func aLineThatNoBatchWritesIsDamaged() throws {
        #expect(try isRead(JournalLine(pair: entry())))
        let changes: [(inout JournalEntry) -> Void] = [
            { $0.number = .min }, { $0.number = 0 }, { $0.number = .max },
            { $0.cosine = [1, 1e30] }, { $0.cosine = [-3] },
            { $0.folder = "../other" }, { $0.folder = "/etc" }, { $0.folder = "pairs//a" },
            { $0.files = ["../../secret": "0"] }, { $0.files = ["/etc/passwd": "0"] },
        ]
        for (index, change) in changes.enumerated() {
            var entry = entry()
            change(&entry)
            #expect(try !isRead(JournalLine(pair: entry)), "\(index)")
        }
    }

    @Test func aHeaderThatNoBatchWritesIsNone() throws {
        try withTemporaryDirectory { directory in
            var options = Batches.options()
            options.top = BatchTop(count: 2)
            try Batches.run(in: directory, options: options)
            let path = "\(directory)/out/journal.jsonl"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let header = try Journal.header(of: path)
            for (good, bad) in [
                ("\"layers\":\(header.model.layers)", "\"layers\":-1"),
                ("\"layers\":\(header.model.layers)", "\"layers\":9223372036854775807"),
                ("\"count\":2", "\"count\":-1"),
            ] {
                #expect(text.contains(good))
                try Data(text.replacingOccurrences(of: good, with: bad).utf8).write(
                    to: URL(fileURLWithPath: path))
                #expect(throws: JournalError.notAJournal(path: path)) {
                    try BatchIndex(directory: "\(directory)/out").rebuild()
                }
            }
        }
    }

    @Test func aMergeReadsNothingOutsideTheShare() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(in: directory)
            let path = "\(directory)/out/journal.jsonl"
            let text = try String(contentsOfFile: path, encoding: .utf8)
            try Data(
                text.replacingOccurrences(of: "\"similarity.csv\"", with: "\"../../x.csv\"").utf8
            ).write(to: URL(fileURLWithPath: path))
            let merge = BatchMerge(
                sources: ["\(directory)/out"], directory: "\(directory)/merged", jobs: 1)
            let summary = try merge.run()
            #expect(summary.pairs == 0)
            #expect(summary.failed == 3)
        }
    }
}
