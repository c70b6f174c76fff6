import Lists
import ReportTestSupport
import Testing

@testable import Analyses

@Suite struct RepeatedWordsTests {
    @Test func aRepeatedWordIsTold() throws {
        let pair = SentencePair("A bank, a bank.", "A bank.", word: "bank")
        let analyzer = try PairAnalyzer(model: TinyModel.load())
        #expect(
            try analyzer.analyze(pair).warnings == [
                "sentence 1 has \"bank\" 2 times, and the first is taken; occurrence1 says which "
                    + "one is meant"
            ])
        var chosen = pair
        chosen.occurrence1 = 1
        #expect(try analyzer.analyze(chosen).warnings == [])
        chosen = pair
        chosen.ranges1 = [2..<6]
        #expect(try analyzer.analyze(chosen).warnings == [])
    }
}
