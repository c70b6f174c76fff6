import TestSupport
import Testing

@testable import Batch
@testable import Lists

@Suite struct KnownFailuresTests {
    private func known(_ key: String, _ number: Int, _ offset: Int) -> Journal.Known {
        let entry = JournalEntry(
            number: number, row: ListRow { ["id": "a"][$0] }, key: key, reason: "r")
        return Journal.Known(entry, slot: Journal.Slot(offset: offset, length: 1))
    }

    /// Beside a plain reading of the lines: by key and number the last counts, and a key that was asked for leaves
    /// nothing.
    @Test(arguments: 0..<20) func equalRowsHaveOneKey(_ seed: UInt64) {
        var random = SeededGenerator(seed)
        var failures = KnownFailures()
        var reference: [String: [Int: Int]] = [:]
        for offset in 0..<300 {
            let key = "\(Int.random(in: 0..<40, using: &random))"
            let number = Int.random(in: 1...5, using: &random)
            failures.add(known(key, number, offset))
            reference[key, default: [:]][number] = offset
        }
        for key in (0..<42).shuffled(using: &random).prefix(20).map(String.init) {
            var numbers = reference.removeValue(forKey: key) ?? [:]
            for number in [1, 3, 6, 3] {
                let found = failures.take(key, number: number)
                #expect(found?.slot.offset == numbers.removeValue(forKey: number))
                #expect(found == nil || found?.number == number)
            }
        }
        let rest = failures.takeRest().map(\.slot.offset).sorted()
        #expect(rest == reference.values.flatMap(\.values).sorted())
        #expect(failures.takeRest().isEmpty)
    }

    @Test func thereMayBeNone() {
        var failures = KnownFailures()
        #expect(failures.take("k", number: 1) == nil)
        #expect(failures.takeRest().isEmpty)
    }

    /// Of a list that names one row over and over, asking for each is not asking for all.
    @Test func manyEqualRowsAreAskedForOneByOne() {
        var failures = KnownFailures()
        let count = 100_000
        for number in 1...count { failures.add(known("k", number, number)) }
        #expect((1...count).allSatisfy { failures.take("k", number: $0)?.number == $0 })
        #expect(failures.takeRest().isEmpty)
    }
}
