import Testing

@testable import Batch

@Suite struct MissingRowsTests {
    /// - Parameter present: how many rows of each share there are.
    private func missing(_ part: BatchPart?, _ present: [Int]) -> MissingRows? {
        var rows = PresentRows(part)
        var number = 0
        for (share, count) in present.enumerated() {
            for _ in 0..<count {
                number += 1
                rows.add(number, shareHash: UInt64(share))
            }
        }
        return MissingRows(rows)
    }

    @Test func aWholeListLacksNothing() {
        #expect(missing(nil, [3]) == nil)
        let part = BatchPart(
            count: 2, shares: [1, 2], unfinished: [2], total: 5, rows: [1: 3, 2: 2])
        // All rows count, however they came there.
        #expect(missing(part, [3, 2]) == nil)
    }

    @Test func rowsAreCountedByShare() {
        let part = BatchPart(
            count: 4, shares: [1, 3], unfinished: [3], total: 1012,
            rows: [1: 3, 2: 1, 3: 1006, 4: 2])
        let found = missing(part, [3, 0, 2])
        #expect(
            found?.description
                == "1,007 of the 1,012 rows of the list are missing: 1 of share 2/4, 1,004 "
                + "of share 3/4 (was not finished) and 2 of share 4/4")
        let one = BatchPart(count: 1, shares: [1], total: 4)
        #expect(missing(one, [3])?.description == "1 of the 4 rows of the list is missing")
    }

    @Test func ofManySharesTheFirstAreNamed() {
        let part = BatchPart(
            count: 9, shares: [9], total: 9,
            rows: Dictionary(uniqueKeysWithValues: (1...9).map { ($0, 1) }))
        #expect(
            missing(part, [0, 0, 0, 0, 0, 0, 0, 0, 1])?.description
                == "8 of the 9 rows of the list are missing: 1 of share 1/9, 1 of share 2/9, "
                + "1 of share 3/9, 1 of share 4/9, 1 of share 5/9 and 3 more shares")
    }

    @Test func withoutAnEndNobodyKnows() {
        let part = BatchPart(count: 2, shares: [2], unfinished: [2])
        #expect(
            missing(part, [0, 1])?.description
                == "rows may be missing, because no run came to the end of the list: share 1/2 is not "
                + "there and share 2/2 was not finished")
        let many = BatchPart(count: 1 << 39, shares: [2], unfinished: [2])
        #expect(
            missing(many, [0, 1])?.description
                == "rows may be missing, because no run came to the end of the list")
    }

    @Test func equalNumbersAreOneRowAndLaterOnesNone() {
        var rows = PresentRows(BatchPart(count: 1, shares: [1], total: 3))
        for number in [1, 1, 2, 7] { rows.add(number, shareHash: 0) }
        #expect(rows.count == 2)
    }
}
