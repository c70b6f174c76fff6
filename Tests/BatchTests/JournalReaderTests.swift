import Foundation
import TestSupport
import Testing

@testable import Batch
@testable import Files

@Suite struct JournalReaderTests {
    @Test func rowsOfAPackedJournalAreReadInAnyOrder() throws {
        try withTemporaryDirectory { directory in
            try Batches.run(in: directory, options: Batches.options(jobs: 1))
            let output = "\(directory)/out"
            var slots: [Journal.Slot] = []
            var ids: [String] = []
            try Journal.forEachLine(of: Journal.path(in: output)) { line, slot in
                guard let entry = line?.pair else { return }
                slots.append(slot)
                ids.append(entry.row.id)
            }
            #expect(ids.count > 1)
            let plain = try JournalReader(path: Journal.path(in: output))
            #expect(try slots.reversed().map { try plain.entry(at: $0).row.id } == ids.reversed())
            try Journal.pack(in: output)
            let path = Journal.path(in: output)
            #expect(path.hasSuffix(".gz"))
            let packed = try JournalReader(path: path)
            #expect(try slots.reversed().map { try packed.entry(at: $0).row.id } == ids.reversed())
            let nowhere = Journal.Slot(offset: slots[0].offset + 1, length: slots[0].length)
            #expect(throws: JournalError.changed(path: path)) { try packed.entry(at: nowhere) }
        }
    }

    @Test func aJournalThatIsNotThereIsNamed() {
        #expect(
            throws: InputError.unreadable(
                name: "/nowhere/journal.jsonl", reason: "No such file or directory")
        ) { try JournalReader(path: "/nowhere/journal.jsonl") }
    }
}
