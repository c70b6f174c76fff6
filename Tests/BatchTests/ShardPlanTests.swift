import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Batch
@testable import Lists

@Suite struct ShardPlanTests {
    private func count(_ rows: Int, shares: Int, seed: UInt64) -> ShardPlan.Count {
        var count = ShardPlan.Count(shares: shares)
        var generator = SeededGenerator(seed)
        for _ in 0..<rows {
            count.add(
                idHash: generator.next(), tokens: Int.random(in: 6...80, using: &generator))
        }
        return count
    }

    /// Lists of a few hundred rows a share and more are even to 5 %.
    @Test(arguments: [(400, 2), (800, 8), (5428, 8), (5428, 16), (20_000, 100)])
    func sharesAreEven(_ rows: Int, _ shares: Int) {
        let plan = count(rows, shares: shares, seed: UInt64(rows + shares)).plan()
        #expect(plan.shares.count == shares)
        #expect(plan.imbalance <= ShardPlan.tolerance, "\(plan.imbalance)")
        #expect(plan.shares.reduce(0) { $0 + $1.rows } == rows)
    }

    @Test func everyPartBelongsToOneShare() throws {
        let plan = count(300, shares: 7, seed: 1).plan()
        let division = try #require(plan.shares.first?.shard.count)
        #expect(division % 7 == 0 && plan.shares.allSatisfy { $0.shard.count == division })
        #expect(plan.shares.flatMap(\.shard.indices).sorted() == Array(1...division))
        for share in plan.shares { #expect(Shard(share.shard.text) == share.shard) }
    }

    @Test func longListsNeedNoFinerDivision() {
        let plan = count(200_000, shares: 4, seed: 2).plan()
        #expect(plan.shares.map(\.shard.text) == ["1/4", "2/4", "3/4", "4/4"])
    }

    @Test func listsShorterThanTheSharesHaveEmptyOnes() {
        let plan = count(3, shares: 5, seed: 3).plan()
        #expect(plan.shares.count == 5 && plan.imbalance > 0.5)
        #expect(plan.shares.reduce(0) { $0 + $1.rows } == 3)
        #expect(count(0, shares: 5, seed: 4).plan().imbalance == 0)
        #expect(ShardPlan.Count(shares: ShardPlan.mostShares).plan().shares.count == 10_000)
    }

    /// The rows that a plan counts for a share are those that the run of that share takes.
    @Test func countsWhatTheRunsTake() throws {
        try withTemporaryDirectory { directory in
            // Equal rows without ids, too.
            let list =
                "word,sentence1,sentence2\n"
                + (0..<20).map { "bank,The bank \($0 % 6).,A bank.\n" }.joined()
            try Batches.run(list, in: directory, output: "whole")
            var count = ShardPlan.Count(shares: 3)
            _ = try ListCheck(tokenizer: TinyModel.load().encoder.tokenizer).run(
                SentenceList(path: "\(directory)/list.csv"), limit: nil,
                onTokens: { count.add(idHash: $0, tokens: $1) }, onWarning: { _ in },
                onFailure: { _, _, _ in })
            for (number, share) in count.plan().shares.enumerated() {
                var options = Batches.options()
                options.figures = .none
                options.shard = share.shard
                let summary = try Batches.run(
                    list, in: directory, output: "\(number)", options: options)
                #expect(summary.done == share.rows && summary.elsewhere == 20 - share.rows)
            }
        }
    }
}
