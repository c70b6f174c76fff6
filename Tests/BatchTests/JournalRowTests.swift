import Testing

@testable import Batch
@testable import Lists

@Suite struct JournalRowTests {
    private func known(
        _ number: Int, key: String = "k", _ change: (inout JournalEntry) -> Void
    )
        -> Journal.Known
    {
        var entry = JournalEntry(
            number: number, row: ListRow { ["id": "a"][$0] }, key: key, cosine: [1])
        change(&entry)
        return Journal.Known(entry, slot: Journal.Slot(offset: 5, length: 7))
    }

    @Test func sixteenBytesHoldWhatARowSays() {
        #expect(MemoryLayout<Journal.Row>.stride == 16)
        #expect(MemoryLayout<Journal.Known>.stride == 24)
        for offset in [0, 1, 1 << 32 - 1, 1 << 32, 1 << 48 - 1] {
            for number in [1, 1 << 32 - 1, 1 << 32, 1 << 40 - 1] {
                for length in [0, 1, 1 << 32 - 1] {
                    for flags in [Journal.Row.Flags.isOrphan, .isUncertain, [], .isRedrawn] {
                        let slot = Journal.Slot(offset: offset, length: length)
                        let row = Journal.Row(slot: slot, number: number, flags)
                        #expect(row.slot == slot && row.number == number && row.flags == flags)
                    }
                }
            }
        }
    }

    @Test func aRowIsAsWrittenWhereItsLineSaysAllOfIt() {
        #expect(Journal.Row(known(3) { _ in }, number: 3).isAsWritten)
        #expect(!Journal.Row(known(3) { _ in }, number: 4).isAsWritten)
        #expect(!Journal.Row(known(3) { _ in }, number: 3, isOrphan: true).isAsWritten)
        #expect(Journal.Row(known(3) { $0.isOrphan = true }, number: 3, isOrphan: true).isAsWritten)
        #expect(!Journal.Row(known(3) { $0.isOrphan = true }, number: 3).isAsWritten)
        var uncertain = known(3) { _ in }
        uncertain.add(.isUncertain)
        #expect(!Journal.Row(uncertain, number: 3).isAsWritten)
        #expect(Journal.Row(uncertain, number: 3).isUncertain)
    }

    @Test func whatIsUncertainHasTheEmptyKeyAlone() {
        #expect(known(1, key: "k") { _ in }.has(key: "k"))
        #expect(!known(1, key: "k") { _ in }.has(key: "l"))
        #expect(known(1, key: "") { _ in }.isUncertain)
        var redrawn = known(1, key: "k") { _ in }
        redrawn.add(.isUncertain)
        #expect(!redrawn.has(key: "k") && redrawn.has(key: ""))
    }
}
