import Testing

@testable import Files
@testable import Lists

@Suite struct ReportIdentityTests {
    private func pair(
        _ sentence: String = "A bank.", word2: String? = nil, id: String? = nil,
        occurrence: Int? = nil, model: String = "m"
    ) -> ReportIdentity {
        .pair(
            SentencePair(
                sentence, "My bank.", word: "bank", word2: word2, id: id, occurrence1: occurrence),
            model: model)
    }

    @Test func whatAReportIsAboutMakesIt() {
        #expect(pair() == pair(word2: "bank", id: "x", occurrence: 1))
        #expect(pair() != pair("The bank."))
        #expect(pair() != pair(word2: "My"))
        #expect(pair() != pair(occurrence: 2))
        #expect(pair() != pair(model: "n"))
        let word = ReportIdentity.word("bank", list: "lists/bank.csv", model: "m")
        #expect(word == .word("bank", list: "/other/bank.csv", model: "m"))
        #expect(word != .word("bank", list: "bank.tsv", model: "m"))
        #expect(word != .wordInContext(lists: ["bank.csv"], model: "m"))
    }
}
