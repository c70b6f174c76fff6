import ReportTestSupport
import Testing

@testable import Analyses
@testable import Lists

@Suite struct WordInSentenceTests {
    @Test func aWordInPiecesIsTheTokensOfAll() throws {
        let tokenizer = try TinyModel.load().encoder.tokenizer
        let sentence = WordInSentence("the bank of the river", word: "x", ranges: [4..<8, 16..<21])
        let reading = try SentenceReading(sentence, number: 1, tokenizer: tokenizer)
        let covered = reading.target.map { reading.sequence.offsets[$0] }
        #expect(covered.first?.lowerBound == 4 && covered.last?.upperBound == 21)
        #expect(covered.allSatisfy { $0.upperBound <= 8 || $0.lowerBound >= 16 })
    }

    @Test func aListFindsItsWordsInTheirForms() throws {
        var options = ListOptions()
        options.forms = try #require(WordForms("bank=banks"))
        let list = try readList(
            "word,word2,sentence1,sentence2\nbank,,The banks.,A bank.\nshore,bank,A shore.,Banks.\n"
                .utf8, options: options)
        let analyzer = try PairAnalyzer(model: TinyModel.load())
        for (row, words) in zip(list.rows, [["banks", "bank"], ["shore", "banks"]]) {
            let analysis = try analyzer.analyze(try row.pair()).analysis
            #expect(analysis.sentences.map(\.word) == words)
        }
        // Forms that an earlier run did not have are another row.
        #expect(list.rows[0].forms1 == ["banks"] && list.rows[1].forms1 == nil)
    }

    @Test func theFoundFormMakesTheReportAgain() throws {
        var pair = SentencePair(
            "bank banks bank banks", "A bank.", word: "bank", occurrence1: 4)
        pair.forms1 = ["banks"]
        let analysis = try PairAnalyzer(model: TinyModel.load()).analyze(pair).analysis
        #expect(analysis.sentences[0].word == "banks" && analysis.options.occurrence1 == 2)
        #expect(analysis.command.contains("--word banks --word2 bank --occurrence1 2"))
    }
}
