import Foundation
import Testing

@testable import report

@Suite struct UnexpectedErrorTests {
    @Test func aFileOfFoundationIsNamedWithItsReason() throws {
        let missing = try #require(
            #expect(throws: (any Error).self) {
                try Data(contentsOf: URL(fileURLWithPath: "/no/such/file"))
            })
        #expect(
            UnexpectedError(missing).description
                == "/no/such/file: No such file or directory; check the file and who may read and write it, "
                + "then run it again")
        #expect(UnexpectedError(missing).status == .ioError)
        let folder = try #require(
            #expect(throws: (any Error).self) {
                try FileManager.default.contentsOfDirectory(atPath: "/no/such/folder")
            })
        #expect(UnexpectedError(folder).description.hasPrefix("/no/such/folder: "))
        for error in [missing, folder] {
            #expect(!UnexpectedError(error).description.contains("Error Domain"))
        }
    }

    @Test func theSystemsOwnCodeIsAReason() {
        #expect(
            UnexpectedError(POSIXError(.ENOSPC)).description
                == "No space left on device; check the files that are named, then run it again")
    }

    @Test func anythingElseIsAMistakeOfTheProgram() {
        struct Odd: Error {}
        #expect(
            UnexpectedError(Odd()).description
                == "unexpected error: Odd(); this is a bug in the program: please report it")
        #expect(UnexpectedError(Odd()).status == .internal)
        #expect(!UnexpectedError(CocoaError(.coderInvalidValue)).description.contains("Domain"))
    }
}
