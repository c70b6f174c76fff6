import ArgumentParser
import Files
import Foundation
import Testing

@testable import report

@Suite struct ProblemTests {
    @Test func errorsOfOtherLibrariesGetASentence() throws {
        // What they are made of is tested with `UnexpectedError`.
        let full = try #require(Problem(POSIXError(.ENOSPC)))
        #expect(full.sentence == UnexpectedError(POSIXError(.ENOSPC)).description)
        #expect(full.status == .ioError)
        let number = EncodingError.invalidValue(
            1, .init(codingPath: [], debugDescription: "no number"))
        #expect(
            Problem(number)?.sentence.hasPrefix("a result is not a finite number") == true)
        #expect(Problem(CancellationError())?.status == .internal)
        let output = try #require(Problem(OutputError.standardOutput(code: ENOSPC)))
        #expect(output.sentence == "cannot write to standard output: No space left on device")
        #expect(output.status == .ioError)
    }

    @Test func theParsersErrorsAreItsOwn() {
        #expect(Problem(ExitCode(1)) == nil)
        #expect(Problem(ValidationError("x")) == nil)
        #expect(Problem(CleanExit.helpRequest()) == nil)
        do {
            _ = try Report.parseAsRoot(["pair"])
        } catch {
            #expect(Problem(error) == nil)
        }
    }
}
