import Foundation
import TestSupport
import Testing

@testable import Files

@Suite struct SeenHashesTests {
    /// Orders of numbers that a sorted file, a guess by value or a filter could get wrong.
    private static let orders: KeyValuePairs<String, @Sendable (UInt64) -> UInt64> = [
        "ascending": { $0 },
        "descending": { .max - $0 },
        "from both ends": { $0 % 2 == 0 ? $0 : .max - $0 },
        "in the high bits": { $0 << 50 },
        "doubling": { (.max >> ($0 % 64)) &+ $0 / 64 },
        "few, often": { $0 &* 0x9E37_79B9_7F4A_7C15 % 97 },
        "one": { _ in .max },
    ]

    private func agreesWithASet(
        _ hashes: [UInt64], capacity: Int, filterBits: Int
    ) throws -> Int {
        try withTemporaryDirectory { directory in
            let seen = SeenHashes(
                capacity: capacity, filterBits: filterBits, directory: directory)
            var set: Set<UInt64> = []
            for (index, hash) in hashes.enumerated() {
                let isKnown = try seen.contains(hash)
                guard isKnown == set.contains(hash),
                    try seen.insert(hash) == set.insert(hash).inserted
                else {
                    Issue.record("\(index): \(hash)")
                    return seen.fileCount
                }
            }
            let neighbours = set.flatMap { [$0, $0 &+ 1, $0 &- 1, $0 ^ 1 << 40] }
            #expect(try neighbours.allSatisfy { try seen.contains($0) == set.contains($0) })
            // Nobody else sees the files.
            #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == [])
            return seen.fileCount
        }
    }

    @Test(arguments: orders.map(\.key))
    func answersAreThoseOfASet(_ order: String) throws {
        let hash = try #require(Self.orders.first { $0.key == order }).value
        let hashes = (0..<1500).map { hash(UInt64($0)) }
        for (capacity, bits) in [(1, 1), (3, 4), (64, 10)] {
            _ = try agreesWithASet(
                hashes + hashes.reversed(), capacity: capacity, filterBits: bits)
        }
    }

    @Test(arguments: 1...5)
    func answersAreThoseOfASetByChance(_ seed: UInt64) throws {
        var random = SeededGenerator(seed)
        // Every fourth is an earlier one.
        var hashes: [UInt64] = []
        for _ in 0..<8000 {
            let known = random.next() % 4 == 0 ? hashes.randomElement(using: &random) : nil
            hashes.append(known ?? random.next())
        }
        // A filter that is full says of every hash that it may be known: the files alone decide.
        for bits in [1, 12] {
            let files = try agreesWithASet(hashes, capacity: 50, filterBits: bits)
            #expect(3...8 ~= files)
        }
    }

    /// Runs of equal length become one, so that their number is that of the ones in a binary number.
    @Test func thereAreFewFiles() throws {
        let seen = SeenHashes(capacity: 10, filterBits: 4)
        for hash in UInt64(0)..<1000 { try seen.insert(hash) }
        #expect(seen.fileCount == 99.nonzeroBitCount)
    }

    @Test func asManyAsTheBufferHoldsTouchNoDisk() throws {
        let seen = SeenHashes(capacity: 100, directory: "/nowhere")
        for hash in UInt64(0)..<100 {
            #expect(try seen.insert(hash))
            #expect(try !seen.insert(hash))
        }
        let error = OutputError.scratch(folder: "/nowhere", code: ENOENT)
        #expect(throws: error) { try seen.insert(100) }
        #expect(
            error.description
                == "cannot use a temporary file in /nowhere: No such file or directory; free some space there, or "
                + "name another folder in the environment's TMPDIR")
        // What was seen before is still known.
        #expect(try seen.contains(99) && !seen.contains(100))
    }
}
