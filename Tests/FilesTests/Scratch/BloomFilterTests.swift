import TestSupport
import Testing

@testable import Files

@Suite struct BloomFilterTests {
    @Test(arguments: [1, 4, 10])
    func whatWasInsertedIsNeverDenied(_ bits: Int) {
        var random = SeededGenerator(UInt64(bits))
        let hashes = (0..<2000).map { _ in random.next() } + (0..<100).map { UInt64($0) << 56 }
        var filter = BloomFilter(bits: bits)
        #expect(hashes.allSatisfy { !filter.mayContain($0) })
        for hash in hashes { filter.insert(hash) }
        #expect(hashes.allSatisfy(filter.mayContain))
    }

    /// Two hashes a word, as a million have with the standard size: by chance, (about) one new one in 700 has its three bits.
    @Test func fewNewHashesSeemToBeKnown() {
        var random = SeededGenerator(7)
        var filter = BloomFilter(bits: 12)
        for _ in 0..<2 << 12 { filter.insert(random.next()) }
        let mistaken = (0..<20_000).count { _ in filter.mayContain(random.next()) }
        #expect(1...100 ~= mistaken, "\(mistaken)")
    }
}
