import ArgumentParser
import Foundation
import ReportKit
import Testing

@testable import report

@Suite struct ProblemTests {
    @Test func errorsOfOtherLibrariesGetASentence() throws {
        let file = CocoaError(
            .fileReadNoSuchFile,
            userInfo: [
                NSFilePathErrorKey: "/a/b", NSUnderlyingErrorKey: POSIXError(.ENOENT),
            ])
        let missing = try #require(Problem(file))
        #expect(missing.sentence == "cannot read or write /a/b: No such file or directory")
        #expect(missing.status == .ioError)
        let bare = try #require(Problem(CocoaError(.fileReadUnknown)))
        #expect(
            bare.sentence == "cannot read or write a file; check that it is there and may be read")
        let full = try #require(Problem(POSIXError(.ENOSPC)))
        #expect(full.sentence == "cannot read or write a file: No space left on device")
        let number = EncodingError.invalidValue(
            1, .init(codingPath: [], debugDescription: "no number"))
        #expect(
            Problem(number)?.sentence.hasPrefix("a result is no number that JSON can hold") == true)
        #expect(Problem(CancellationError())?.status == .internal)
        #expect(
            Problem(CancellationError())?.sentence.hasPrefix("this should not have happened")
                == true)
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
