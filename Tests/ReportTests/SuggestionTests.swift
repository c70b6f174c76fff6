import Testing

@testable import report

@Suite struct SuggestionTests {
    @Test func messagesOfAnotherFormStay() {
        for message in [
            "", "Error: no", "Error: The value 'x' is invalid for '--layer <layer>'\nHelp: a",
            "Error: The value 'a. Please provide one of ' is bad",
        ] { #expect(Suggestion.shortened(message: message) == message) }
    }

    @Test func theListIsThereOnce() {
        let message = """
            Error: The value 'x' is invalid for '--size <size>'. Please provide one of the following:
              - slide
              - paper
            Help:  --size <size>  A size: slide, paper.
            Usage: report
            """
        #expect(
            Suggestion.shortened(message: message) == """
                Error: The value 'x' is invalid for '--size <size>'. There are: slide, paper.
                Usage: report
                """)
        #expect(
            Suggestion.shortened(message: message.replacing("'x'", with: "'papre'")) == """
                Error: The value 'papre' is invalid for '--size <size>'. Did you mean 'paper'?
                Help:  --size <size>  A size: slide, paper.
                Usage: report
                """)
    }

    @Test(arguments: [
        (["figur", "bars"], "there is no command \"figur\"; did you mean figure?"),
        (["model", "ftch"], "there is no command \"ftch\"; did you mean fetch?"),
        (["x"], "there is no command \"x\"; there are pair, batch, word,"),
    ])
    func aCommandThatDoesNotExistGetsTheNearest(arguments: [String], message: String) throws {
        let outcome = try Program.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test func commandsAndTheirArgumentsPass() throws {
        for arguments in [
            [], ["help", "figur"], ["--version"], ["pair", "figur"], ["model", "info", "x"],
            ["model", "--help"],
        ] { try Suggestion.checkCommand(arguments) }
    }

    @Test func analysesGetTheNearest() throws {
        let outcome = try Program.run(
            "pair", "a bank", "a bank", "--word", "bank", "--analyses", "rollout,norn")
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("there is no \"norn\"; did you mean norm?"))
    }
}
