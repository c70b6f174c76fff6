import ArgumentParser
import Foundation
import Testing

@testable import report

@Suite struct DashedTextTests {
    @Test func textsAreTakenAsTheyAre() throws {
        for text in [
            "- The bank.", "-The bank.", "-h in a bank.", "-- So.", "--- So.", "-5 °C here",
        ] {
            let arguments = ["pair", text, "A bank.", "--word", "bank"]
            let command = try Report.parseAsRoot(DashedText.marked(arguments))
            let pair = try #require(command as? PairCommand)
            #expect(pair.sentence1.text == text)
            #expect(pair.sentence2.text == "A bank.")
        }
        let command = try Report.parseAsRoot(
            DashedText.marked(["tokenize", "-q", "- a", "b", "--model=m", "-c d"]))
        let tokenize = try #require(command as? TokenizeCommand)
        #expect(tokenize.textOptions.texts.map(\.text) == ["- a", "b", "-c d"])
        #expect(tokenize.modelOptions.quiet)
    }

    @Test func valuesOfOptionsAreTakenAsTheyAre() throws {
        let command = try Report.parseAsRoot(
            DashedText.marked([
                "figure", "bars", "A bank.", "--word", "- bank", "-o", "- x.svg", "--words",
            ]))
        let figure = try #require(command as? FigureCommand)
        #expect(figure.wordOptions.word == "- bank")
        #expect(figure.output == "- x.svg")
        #expect(figure.sentence2 == nil)
    }

    @Test func pathsAreTakenAsTheyAre() {
        #expect(DashedText.marked(["batch", "- list.csv"]) == ["batch", "./- list.csv"])
        #expect(
            DashedText.marked(["batch", "--no-resume", "- list.csv"])
                == ["batch", "--no-resume", "./- list.csv"])
    }

    @Test func optionsStayOptions() {
        let arguments = ["pair", "--word=the bank", "-o=my dir", "-q", "-h", "--", "- a", "-b c"]
        #expect(DashedText.marked(arguments) == arguments)
    }

    /// Options that the help shows without a value.
    @Test func everyOptionWithoutValueIsKnown() {
        let commands: [any ParsableCommand.Type] = [
            PairCommand.self, BatchCommand.self, WordCommand.self, WordInContextCommand.self,
            FigureCommand.self, FiguresCommand.self, IndexCommand.self, MergeCommand.self,
            TokenizeCommand.self, EncodeCommand.self, ModelListCommand.self,
            ModelInfoCommand.self, ModelFetchCommand.self, ModelVerifyCommand.self,
        ]
        for command in commands {
            let help = Report.helpMessage(for: command, columns: 200)
            let options = help.split(separator: "\n").filter { $0.hasPrefix("  -") }
            #expect(!options.isEmpty, "\(command)")
            for line in options {
                // What it does stands behind many spaces; a value stands in angle brackets before.
                let names = line.dropFirst(2).components(separatedBy: "   ")[0]
                guard !names.contains("<") else { continue }
                for name in names.split(whereSeparator: { ", /".contains($0) }) {
                    #expect(DashedText.flags.contains(String(name)), "\(command): \(line)")
                }
            }
        }
    }
}
