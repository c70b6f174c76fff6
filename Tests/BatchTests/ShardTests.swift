import ReportTestSupport
import Testing

@testable import Batch
@testable import Lists

@Suite struct ShardTests {
    @Test func everyRowIsInOneShare() throws {
        for row in try readList(Batches.list.utf8).rows {
            #expect(1...3 ~= Shard.index(idHash: row.idHash, count: 3))
        }
    }

    @Test func rowsWithOneIdAreInOneShare() throws {
        let rows = try readList(Batches.list.utf8).rows.filter { $0.id == "river" }
        #expect(rows.count == 2)
        let shares = rows.map { Shard.index(idHash: $0.idHash, count: 7) }
        #expect(shares[0] == shares[1])
    }

    @Test func readsOneNumberOfAnother() {
        #expect(Shard("3/3") == Shard(index: 3, count: 3))
        for text in ["0/3", "4/3", "1", "1/", "/3", "1/2/3", "a/3", "-1/3"] {
            #expect(Shard(text) == nil, "\(text)")
        }
    }
}
