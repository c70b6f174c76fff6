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

    @Test func readsSeveralNumbersOfAnother() throws {
        let shard = try #require(Shard("9,2,5-7/16"))
        #expect(shard.indices == [2, 5, 6, 7, 9] && shard.count == 16)
        #expect(shard.text == "2,5-7,9/16")
        #expect(Shard("2/3")?.text == "2/3" && Shard("1-3/3")?.text == "1-3/3")
        for text in [
            "1,1/3", "1-2,2/3", "3-2/3", "1-/3", "-/3", ",1/3", "1,/3", "1-2-3/4", "0-2/3",
            "1-9223372036854775807/9223372036854775807",
        ] {
            #expect(Shard(text) == nil, "\(text)")
        }
    }
}
