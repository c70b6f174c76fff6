import TestSupport
import Testing

@testable import Files

@Suite struct HashRunTests {
    @Test func noHashesAreNoRun() throws {
        try withTemporaryDirectory { directory in
            let run = try HashRun([], in: directory)
            #expect(run == nil)
        }
    }

    /// More than a page, more than what is joined at a time, and values far from evenly spread.
    @Test(arguments: [1, 511, 512, 513, 20_000])
    func whatIsInARunIsFound(_ count: Int) throws {
        try withTemporaryDirectory { directory in
            let even = (0..<count).map { UInt64($0) * 2 }
            let steep = (0..<count).map { UInt64($0 * $0 * $0) << 18 | 1 }
            let runs = try [even, steep].compactMap { try HashRun($0, in: directory) }
            let joined = try HashRun(joining: runs[0], runs[1], in: directory)
            #expect(joined.count == 2 * count)
            let step = max(1, count / 700)
            for index in stride(from: 0, to: count, by: step) {
                #expect(try runs[0].contains(even[index]) && joined.contains(even[index]))
                #expect(try runs[1].contains(steep[index]) && joined.contains(steep[index]))
                #expect(
                    try !runs[0].contains(even[index] + 1) && !joined.contains(steep[index] + 2))
            }
            #expect(try !joined.contains(.max) && !runs[1].contains(0))
        }
    }
}
