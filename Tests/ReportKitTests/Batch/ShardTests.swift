import Testing

@testable import ReportKit

@Suite struct ShardTests {
    @Test func sharesAreTheListAndDoNotOverlap() throws {
        for row in try readList(Batches.list.utf8).rows {
            let shares = (1...3).compactMap { Shard(index: $0, count: 3) }
            #expect(shares.filter { $0.contains(row) }.count == 1)
        }
    }

    @Test func rowsWithOneIdAreInOneShare() throws {
        let rows = try readList(Batches.list.utf8).rows.filter { $0.id == "river" }
        #expect(rows.count == 2)
        for index in 1...7 {
            let shard = try #require(Shard(index: index, count: 7))
            #expect(shard.contains(rows[0]) == shard.contains(rows[1]))
        }
    }

    @Test func readsOneNumberOfAnother() {
        #expect(Shard("3/3") == Shard(index: 3, count: 3))
        for text in ["0/3", "4/3", "1", "1/", "/3", "1/2/3", "a/3", "-1/3"] {
            #expect(Shard(text) == nil, "\(text)")
        }
    }
}
