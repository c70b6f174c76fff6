import Foundation
import TestSupport
import Testing

@testable import Analyses

@Suite struct FigureLockTests {
    @Test func isNamedAfterTheList() {
        #expect(FigureLock.path(of: "docs/talk.yaml") == "docs/talk.yaml.lock")
        #expect(FigureLock.path(of: "talk") == "talk.lock")
    }

    @Test func readsWhatItWrites() throws {
        try withTemporaryDirectory { directory in
            var lock = FigureLock(path: directory + "/none")
            #expect(lock.figures.isEmpty)
            lock.figures = [
                "é/b.png": .init(request: "1", file: "2"), "a": .init(request: "3", file: "4"),
            ]
            let path = directory + "/x.lock"
            try Data(lock.bytes()).write(to: URL(fileURLWithPath: path))
            #expect(FigureLock(path: path) == lock)
        }
    }

    @Test func aDamagedFileIsNone() throws {
        try withTemporaryDirectory { directory in
            for text in ["", "{", "[]", #"{"schema":"other/1","figures":{}}"#] {
                let path = directory + "/x.lock"
                try Data(text.utf8).write(to: URL(fileURLWithPath: path))
                #expect(FigureLock(path: path).figures.isEmpty)
            }
        }
    }

    @Test func aFileOfTheUserIsForeign() throws {
        try withTemporaryDirectory { directory in
            let path = directory + "/x.lock"
            #expect(!FigureLock.isForeign(path: path))
            for (text, isForeign) in [
                ("", false), ("poetry", true), (#"{"schema":"other/1"}"#, true),
                ("<<<<<<<\n\"schema\" : \"attention-report/figures/1\"", false),
            ] {
                try Data(text.utf8).write(to: URL(fileURLWithPath: path))
                #expect(FigureLock.isForeign(path: path) == isForeign, "\(text)")
            }
        }
    }
}
