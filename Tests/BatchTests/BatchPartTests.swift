import Foundation
import Testing

@testable import Batch

@Suite struct BatchPartTests {
    private func finished(_ index: Int, of count: Int, total: Int, rows: [Int: Int]) -> BatchPart {
        let shard = Shard(index: index, count: count)
        var part = BatchPart(beginning: shard, after: nil)
        part.finish(shard, total: total, rows: rows, list: "ff")
        return part
    }

    @Test func aRunBeginsUnfinished() {
        let part = BatchPart(beginning: Shard("2/3"), after: nil)
        #expect(part == BatchPart(count: 3, shares: [2], unfinished: [2]))
        #expect(
            BatchPart(beginning: nil, after: nil)
                == BatchPart(count: 1, shares: [1], unfinished: [1]))
    }

    @Test func earlierSharesOfTheFolderAreKept() {
        let rows = [1: 2, 2: 3, 3: 4]
        var part = BatchPart(
            beginning: Shard("3/3"), after: finished(1, of: 3, total: 9, rows: rows))
        #expect(part.shares == [1, 3] && part.unfinished == [3] && part.total == 9)
        part.finish(Shard("3/3"), total: 10, rows: rows, list: "00")
        #expect(part.unfinished == [] && part.total == 10 && part.rows == rows)
        #expect(part.list == "00")
        // Shares of another division are not these.
        #expect(
            BatchPart(beginning: Shard("3/4"), after: part)
                == BatchPart(count: 4, shares: [3], unfinished: [3]))
    }

    @Test func sharesAreJoined() {
        let rows = [1: 2, 2: 3, 3: 4]
        let part = BatchPart(
            joining: [
                (finished(1, of: 3, total: 9, rows: rows), 8),
                (BatchPart(beginning: Shard("2/3"), after: nil), 3),
            ])
        #expect(
            part
                == BatchPart(
                    count: 3, shares: [1, 2], unfinished: [2], total: 9, rows: rows, list: "ff"))
        // What one run has not finished another may have.
        let again = BatchPart(
            joining: [(part, 8), (finished(2, of: 3, total: 9, rows: rows), 7)])
        #expect(again.unfinished == [])
    }

    @Test func theLongestListCounts() {
        // Of a list that grew by a row after the first share.
        let part = BatchPart(
            joining: [
                (finished(1, of: 2, total: 4, rows: [1: 2, 2: 2]), 4),
                (finished(2, of: 2, total: 5, rows: [1: 3, 2: 2]), 3),
            ])
        #expect(part.total == 5 && part.rows == [1: 3, 2: 2])
        // A whole run says as much by its last row.
        #expect(BatchPart(joining: [(part, 4), (nil, 7)]).total == 7)
        #expect(BatchPart(joining: [(part, 4), (nil, 7)]).rows == nil)
    }

    @Test func sharesOfDifferentDivisionsHaveNoNumbers() {
        let part = BatchPart(
            joining: [
                (finished(1, of: 2, total: 4, rows: [1: 2, 2: 2]), 4),
                (finished(2, of: 3, total: 4, rows: [1: 1, 2: 2, 3: 1]), 3),
            ])
        #expect(part == BatchPart(count: 1, shares: [1], total: 4, list: "ff"))
        #expect(BatchPart(joining: []) == BatchPart(count: 1, shares: [1]))
    }

    @Test func manySharesAreNotCountedOneByOne() {
        let rows = Dictionary(uniqueKeysWithValues: (1...20_000).map { ($0, 1) })
        let part = finished(7, of: 1_000_000_000, total: 20_000, rows: rows)
        #expect(part.rows == nil && part.total == 20_000)
    }

    @Test func comesBackFromTheJournal() throws {
        let part = finished(2, of: 3, total: 27, rows: [1: 9, 2: 8, 3: 10])
        let line = try JournalLine.encode(JournalLine(part: part))
        #expect(
            String(decoding: line, as: UTF8.self)
                == #"{"part":{"count":3,"list":"ff","rows":{"1":9,"2":8,"3":10},"shares":[2],"total":27,"unfinished":[]}}"#
                + "\n")
        #expect(JournalLine.decode(line)?.part == part)
    }

    @Test(arguments: [
        #"{"part":{"count":0,"shares":[],"unfinished":[]}}"#,
        #"{"part":{"count":3,"shares":[4],"unfinished":[]}}"#,
        #"{"part":{"count":3,"shares":[1],"unfinished":[0]}}"#,
        #"{"part":{"count":3,"shares":[1],"unfinished":[],"total":-1}}"#,
        #"{"part":{"count":3,"shares":[1],"unfinished":[],"total":9223372036854775807}}"#,
        #"{"part":{"count":3,"shares":[1],"unfinished":[],"rows":{"9":1}}}"#,
        #"{"part":{"count":3,"shares":[1],"unfinished":[],"rows":{"1":-1}}}"#,
        #"{"part":{"count":9223372036854775807,"shares":[1],"unfinished":[]}}"#,
    ])
    func whatNoBatchWritesIsDamaged(_ line: String) {
        #expect(JournalLine.decode(Array(line.utf8)) == nil)
    }
}
