import ReportTestSupport
import Testing

@testable import Analyses

struct AnalyzedPairCommandTests {
    @Test func namesEveryOptionThatCounts() throws {
        #expect(
            try Sample.analysis().command
                == "report pair --word bank --model sentence-transformers/all-MiniLM-L6-v2 "
                + "--layer 5 --head mean --special apart --analyses none -- 'The bank of the river was calm.' "
                + "'She went to the bank to deposit money.'")
    }

    @Test func quotesForAShell() throws {
        var (first, second) = (Sample.river, Sample.money)
        first.word = "-it's\u{301}"
        second.word = "$(id)"
        let command = try Sample.analysis(
            id: "a b", sentences: [first, second],
            options: PairOptions(layer: 2, head: 3, special: .hide, occurrence2: 4),
            weights: Sample.flat
        ).command
        #expect(
            command.utf8.starts(
                with: ("report pair '--word=-it'\\''s\u{301}' --word2 '$(id)' --occurrence2 4 --model "
                    + "sentence-transformers/all-MiniLM-L6-v2 --layer 2 --head 3 --special hide --analyses none --id 'a b' "
                    + "-- ").utf8))
    }
}
