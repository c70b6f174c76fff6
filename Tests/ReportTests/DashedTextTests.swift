import ArgumentParser
import Foundation
import Testing

@testable import report

@Suite struct DashedTextTests {
    @Test func textsAreTakenAsTheyAre() throws {
        for text in [
            "- The bank.", "-The bank.", "-h in a bank.", "-- So.", "--- So.", "-5 °C here",
            "-hbank", "-qhx", "-bank", "-bank=x y", "-o\u{308}", "\u{10FFFD}bank",
            "\u{10FFFD} - bank",
        ] {
            let arguments = ["pair", text, "A bank.", "--word", "bank"]
            let command = try Report.parseAsRoot(try DashedText.marked(arguments))
            let pair = try #require(command as? PairCommand)
            #expect(pair.sentence1.text == text)
            #expect(pair.sentence2.text == "A bank.")
        }
        let command = try Report.parseAsRoot(
            try DashedText.marked(["tokenize", "-q", "- a", "b", "--model=m", "-c d"]))
        let tokenize = try #require(command as? TokenizeCommand)
        #expect(tokenize.textOptions.texts.map(\.text) == ["- a", "b", "-c d"])
        #expect(tokenize.modelOptions.quiet)
    }

    @Test func valuesOfOptionsAreTakenAsTheyAre() throws {
        let command = try Report.parseAsRoot(
            try DashedText.marked([
                "figure", "bars", "A bank.", "--word", "- bank", "-o", "- x.svg", "--words",
            ]))
        let figure = try #require(command as? FigureCommand)
        #expect(figure.wordOptions.word == "- bank")
        #expect(figure.output == "- x.svg")
        #expect(figure.sentence2 == nil)
    }

    @Test func valuesWithoutSpacesAreTakenAsTheyAre() throws {
        let command = try Report.parseAsRoot(
            try DashedText.marked([
                "pair", "A bank.", "-hbank", "--word", "-hbank", "--word2", "-b", "-q", "-o",
                "-dir",
            ]))
        let pair = try #require(command as? PairCommand)
        #expect(pair.sentence2.text == "-hbank")
        #expect(pair.wordOptions.word == "-hbank")
        #expect(pair.wordOptions.word2 == "-b")
        #expect(pair.modelOptions.quiet)
        #expect(pair.reportOptions.output == "-dir")
    }

    /// The parser takes `-threads` for `-t -h …`, and so for a wish for help.
    @Test func aLongOptionNeedsTwoDashes() throws {
        for (arguments, name) in [
            (["batch", "list.csv", "-threads", "2"], "-threads"),
            (["tokenize", "a bank", "-model=m"], "-model"),
        ] {
            let outcome = try Program.run(arguments)
            #expect(outcome.status == 64)
            #expect(
                outcome.errors.contains("there is no option \(name); write -\(name), or --"),
                "\(outcome.errors)")
        }
    }

    @Test func textsOfOneWordAreNoWishForHelp() throws {
        let outcome = try Program.run("tokenize", "-hello", "--model", Program.tinyModel)
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("\"text\":\"-hello\""), "\(outcome.output)")
    }

    @Test func whatMayBeATextIsNamed() throws {
        for text in ["-b", "--bank"] {
            for arguments in [["pair", text, "my bank", "--word", "bank"], ["tokenize", text]] {
                let outcome = try Program.run(arguments)
                #expect(outcome.status == 64)
                #expect(
                    outcome.errors.contains("If \(text) is a text, put -- before all texts"),
                    "\(outcome.errors)")
            }
        }
        #expect(DashedText.hint(["pair", "a", "--word", "bank", "-q", "--", "-b"]) == nil)
        #expect(DashedText.hint(["batch", "-b"]) == nil)
    }

    @Test func onlyMarksAreTakenAway() {
        #expect(DashedText.unmarked(message: "\u{10FFFD}-a, \u{10FFFD}b") == "-a, \u{10FFFD}b")
    }

    @Test func pathsAreTakenAsTheyAre() throws {
        #expect(try DashedText.marked(["batch", "- list.csv"]) == ["batch", "./- list.csv"])
        #expect(
            try DashedText.marked(["batch", "--no-resume", "- list.csv"])
                == ["batch", "--no-resume", "./- list.csv"])
    }

    @Test func optionsStayOptions() throws {
        let arguments = ["pair", "--word=the bank", "-o=my dir", "-q", "-h", "--", "- a", "-b c"]
        #expect(try DashedText.marked(arguments) == arguments)
        let joined = ["tokenize", "-qh", "-hq", "a", "--model=-m", "-x"]
        #expect(try DashedText.marked(joined) == joined)
    }

    /// Options as the help shows them.
    @Test func everyOptionIsKnown() {
        let commands: [any ParsableCommand.Type] = [
            PairCommand.self, BatchCommand.self, ListCommand.self, WordCommand.self,
            WordInContextCommand.self, CalibrateCommand.self,
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
                let head = line.dropFirst(2).components(separatedBy: "   ")[0]
                let names = head.prefix { $0 != "<" }
                let known = head.contains("<") ? DashedText.optionsWithValue : DashedText.flags
                for name in names.split(whereSeparator: { ", /".contains($0) })
                where name.hasPrefix("-") {
                    #expect(known.contains(String(name)), "\(command): \(line)")
                }
            }
        }
    }
}
