import Foundation
import TestSupport
import Testing

@testable import Files
@testable import Lists

@Suite struct ReportIdentityTests {
    private func pair(
        _ sentence: String = "A bank.", word2: String? = nil, id: String? = nil,
        occurrence: Int? = nil, model: ReportIdentity.Model = "m"
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

    @Test func listsAndModelsAreKnownByTheirPlaces() throws {
        try withTemporaryDirectory { base in
            for folder in ["a", "b"] {
                try FileManager.default.createDirectory(
                    atPath: "\(base)/\(folder)", withIntermediateDirectories: false)
                try Data("A bank.\n".utf8).write(
                    to: URL(fileURLWithPath: "\(base)/\(folder)/w.csv"))
            }
            func word(_ list: String) -> ReportIdentity {
                .word("bank", list: "\(base)/\(list)", model: "m")
            }
            #expect(word("a/w.csv") != word("b/w.csv"))
            #expect(word("a/w.csv") == word("b/../a/./w.csv"))
            let before = word("a/w.csv")
            try Data("A bank.\nMy bank.\n".utf8).write(
                to: URL(fileURLWithPath: base + "/a/w.csv"))
            #expect(word("a/w.csv") == before)
            func data(_ lists: String...) -> ReportIdentity {
                .wordInContext(lists: lists.map { "\(base)/\($0)" }, model: "m")
            }
            #expect(data("a/w.csv", "a/w.csv") != data("a/w.csv", "b/w.csv"))

            func made(by folder: String) -> ReportIdentity {
                .pair(
                    SentencePair("A bank.", "My bank.", word: "bank"),
                    model: .init(name: "ck", folder: "\(base)/\(folder)"))
            }
            #expect(made(by: "a") != made(by: "b"))
            #expect(made(by: "a") == made(by: "a/"))
        }
    }
}
