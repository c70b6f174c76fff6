import Foundation
import TestSupport
import Testing

@testable import Files
@testable import Lists

@Suite struct WordFormsTests {
    @Test func formsBelongToTheirWord() throws {
        let forms = try #require(WordForms("bank=banks, bank's;River=rivers"))
        #expect(forms("Bank") == ["banks", "bank's"])
        #expect(forms("river") == ["rivers"])
        #expect(forms("shore") == [])
        #expect(!forms.hasNameless)
        let nameless = try #require(WordForms("banks,banking"))
        #expect(nameless("anything") == ["banks", "banking"] && nameless.hasNameless)
        for text in ["", "a,,b", "=a", "bank=", "a;", "bank=a;;"] {
            #expect(WordForms(text) == nil, "\(text)")
        }
    }

    @Test func aFileHasAWordOnEachLine() throws {
        try withTemporaryDirectory { directory in
            let path = "\(directory)/forms.txt"
            try Data("bank=banks\r\n\nriver=rivers,riverine\n".utf8)
                .write(to: URL(fileURLWithPath: path))
            let forms = try WordForms(path: path)
            #expect(forms("bank") == ["banks"] && forms("river") == ["rivers", "riverine"])
            try Data("bank=banks\nbanks\n".utf8).write(to: URL(fileURLWithPath: path))
            #expect(
                throws: InputError.badLine(
                    name: path, line: 2,
                    problem: "expected a word and its forms such as bank=banks,banking, found "
                        + "\"banks\"")
            ) { try WordForms(path: path) }
        }
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
