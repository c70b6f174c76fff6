import TestSupport
import Testing

@testable import Batch
@testable import Lists

@Suite struct KnownPairsTests {
    /// What a plain reading of the lines, one after the other, makes of a place.
    private struct Reference {
        var number: Int
        var isUncertain = false
    }

    private func known(_ number: Int, _ offset: Int) -> Journal.Known {
        let entry = JournalEntry(
            number: number, row: ListRow { ["id": "a"][$0] }, key: "k", cosine: [1])
        return Journal.Known(entry, slot: Journal.Slot(offset: offset, length: 1))
    }

    @Test(arguments: 0..<20) func ofEachPlaceTheLastLineCounts(_ seed: UInt64) {
        var random = SeededGenerator(seed)
        var pairs = KnownPairs()
        var reference: [UInt64: Reference] = [:]
        for offset in 0..<500 {
            let place = UInt64.random(in: 0..<60, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0:
                reference[place] = nil
                let slot = Journal.Slot(offset: offset, length: 1)
                pairs.add(Journal.Known(.isGone, slot: slot), at: place)
            case 1:
                reference[place]?.isUncertain = true
                let slot = Journal.Slot(offset: offset, length: 1)
                pairs.add(Journal.Known(.isRedrawn, slot: slot), at: place)
            default:
                reference[place] = Reference(number: offset + 1)
                pairs.add(known(offset + 1, offset), at: place)
            }
        }
        for place in (UInt64(0)..<61).shuffled(using: &random).prefix(30) {
            let expected = reference.removeValue(forKey: place)
            let found = pairs.take(place)
            #expect(found?.number == expected?.number)
            #expect(found?.isUncertain == expected?.isUncertain)
            #expect(pairs.take(place) == nil)
        }
        #expect(
            pairs.takeRest().map(\.number).sorted() == reference.values.map(\.number).sorted())
        #expect(pairs.takeRest().isEmpty)
    }

    @Test func thereMayBeNone() {
        var pairs = KnownPairs()
        #expect(pairs.take(0) == nil)
        #expect(pairs.takeRest().isEmpty)
    }
}
