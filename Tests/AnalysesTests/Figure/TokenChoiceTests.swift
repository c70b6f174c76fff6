import Encoder
import TestSupport
import Testing

@testable import Analyses

@Suite struct TokenChoiceTests {
    private func groups(_ count: Int) -> TokenGroups {
        TokenGroups(groups: (0..<count).map { [$0] }, labels: (0..<count).map { "t\($0)" })
    }

    @Test func shortSentencesAreWhole() {
        let all = groups(5).choice(
            5, countsGaps: true, marked: [2], weights: Array(repeating: 1, count: 5))
        #expect(all == [0, 1, 2, 3, 4])
    }

    @Test func theWordItsNeighboursAndTheLargestAreShown() {
        var weights = [Float](repeating: 0.001, count: 100)
        for (index, weight) in [(3, 0.3), (70, 0.2), (90, 0.1), (91, 0.05)] {
            weights[index] = Float(weight)
        }
        let shown = groups(100).choice(7, countsGaps: false, marked: [50], weights: weights)
        #expect(shown == [3, 49, 50, 51, 70, 90, 91])
        let few = groups(100).choice(3, countsGaps: false, marked: [50], weights: weights)
        #expect(few == [3, 50, 70])
    }

    @Test func gapsTakeRoom() {
        var random = SeededGenerator(71)
        for _ in 0..<200 {
            let count = Int.random(in: 8...120, using: &random)
            let room = Int.random(in: 7...40, using: &random)
            let word = Int.random(in: 0..<count, using: &random)
            let weights = (0..<count).map { _ in Float.random(in: 0...1, using: &random) }
            let all = groups(count)
            let choice = all.choice(room, countsGaps: true, marked: [word], weights: weights)
            let shown = all.narrowed(to: choice)
            #expect(shown.groups.count <= max(room, 0))
            #expect(choice.contains(word) && choice == choice.sorted())
            // No sign stands for one token alone.
            let hidden = Set(0..<count).subtracting(choice)
            #expect(
                hidden.allSatisfy { hidden.contains($0 - 1) || hidden.contains($0 + 1) })
            if room >= 9 {
                let largest = weights.indices.sorted { weights[$0] > weights[$1] }.prefix(3)
                #expect(Set(largest).isSubset(of: choice))
            }
        }
    }

    @Test func leftOutTokensKeepTheirPart() throws {
        let narrowed = groups(6).narrowed(to: [0, 3, 4])
        #expect(narrowed.labels == ["t0", "⋯", "t3", "t4", "⋯"])
        #expect(narrowed.gaps == [1, 4])
        #expect(narrowed.others == [1, 2, 5])
        let row: [Float] = [0.1, 0.2, 0.1, 0.3, 0.2, 0.1]
        for (merged, share) in try paired(
            narrowed.merge(row: row), [0.1, 0, 0.3, 0.2, 0] as [Float])
        {
            #expect(abs(merged - share) < 1e-6)
        }
        let map = narrowed.merge(Array(repeating: row, count: 6))
        #expect(map.count == 5 && map.allSatisfy { $0.count == 5 })
        #expect(map[1] == [0, 0, 0, 0, 0] && abs(map[2][2] - 0.3) < 1e-6)
    }

    @Test func limitsAreReadAsTheyAreWritten() {
        #expect(TokenLimit("all") == .all && TokenLimit("12") == .count(12))
        for text in ["0", "-1", "", "many", "1.5"] { #expect(TokenLimit(text) == nil) }
        #expect(TokenLimit.count(12).description == "12")
    }
}
