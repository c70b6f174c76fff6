import Foundation
import TestSupport
import Testing

@testable import Files

struct ReportWriterTests {
    private let files = [
        OutputFile(path: "figures/a.svg", bytes: Array("<svg/>".utf8)),
        OutputFile(path: "empty", bytes: []),
        OutputFile(path: "index.html", bytes: Array("page".utf8)),
    ]

    @Test func writesFilesAndNothingElse() throws {
        try withTemporaryDirectory { base in
            let writer = ReportWriter(directory: base + "/out/pair")
            try writer.probe()
            try writer.write(files)
            #expect(
                listing(base + "/out/pair") == ["empty", "figures", "figures/a.svg", "index.html"])
            let page = FileManager.default.contents(atPath: base + "/out/pair/index.html")
            #expect(page == Data("page".utf8))
        }
    }

    @Test func writesAMegabyte() throws {
        try withTemporaryDirectory { base in
            let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            try ReportWriter(directory: base).write([OutputFile(path: "big", bytes: bytes)])
            #expect(FileManager.default.contents(atPath: base + "/big") == Data(bytes))
        }
    }

    @Test func writesFilesThatComeInParts() throws {
        try withTemporaryDirectory { base in
            let writer = ReportWriter(directory: base + "/out")
            let parts = StreamedFile(path: "parts/a.csv") { part in
                for text in ["one", "", ",two\r\n"] { try part(Array(text.utf8)) }
            }
            try writer.write(files, streams: [parts])
            let made = FileManager.default.contents(atPath: base + "/out/parts/a.csv")
            #expect(made == Data("one,two\r\n".utf8))
        }
    }

    @Test func aFailureWhileMakingLeavesWhatWasThere() throws {
        struct Failure: Error {}
        try withTemporaryDirectory { base in
            let writer = ReportWriter(directory: base + "/out")
            try writer.write([OutputFile(path: "a.csv", bytes: Array("whole".utf8))])
            #expect(throws: Failure.self) {
                try writer.write(
                    [OutputFile(path: "new", bytes: [])],
                    streams: [
                        StreamedFile(path: "a.csv") { part in
                            try part(Array("half".utf8))
                            throw Failure()
                        }
                    ])
            }
            #expect(listing(base + "/out") == ["a.csv"])
            #expect(FileManager.default.contents(atPath: base + "/out/a.csv") == Data("whole".utf8))
        }
    }

    @Test func replacesAnEarlierReport() throws {
        try withTemporaryDirectory { base in
            let writer = ReportWriter(directory: base)
            try writer.write(files)
            try writer.write([OutputFile(path: "index.html", bytes: Array("new".utf8))])
            let page = FileManager.default.contents(atPath: base + "/index.html")
            #expect(page == Data("new".utf8))
        }
    }

    @Test func permissionsFollowTheUmask() throws {
        try withTemporaryDirectory { base in
            try ReportWriter(directory: base).write(files)
            // What a plain open(2) gives in this process.
            let plain = open(base + "/plain", O_CREAT | O_WRONLY, 0o666)
            close(plain)
            func mode(_ path: String) throws -> Int? {
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                return attributes[.posixPermissions] as? Int
            }
            #expect(try mode(base + "/index.html") == mode(base + "/plain"))
        }
    }

    @Test func probeLeavesOnlyTheDirectory() throws {
        try withTemporaryDirectory { base in
            let writer = ReportWriter(directory: base + "/a/b")
            try writer.probe()
            #expect(listing(base) == ["a", "a/b"])
            writer.rollBack()
            #expect(listing(base).isEmpty)
        }
    }

    @Test func rollBackKeepsWhatWasThereOrWasWritten() throws {
        try withTemporaryDirectory { base in
            try FileManager.default.createDirectory(
                atPath: base + "/a", withIntermediateDirectories: false)
            let first = ReportWriter(directory: base + "/a/b")
            try first.probe()
            first.rollBack()
            #expect(listing(base) == ["a"])

            let second = ReportWriter(directory: base + "/a/c")
            try second.probe()
            try second.write([OutputFile(path: "f", bytes: [])])
            second.rollBack()
            #expect(listing(base) == ["a", "a/c", "a/c/f"])

            // Somebody else's file appeared in the new directory.
            let third = ReportWriter(directory: base + "/d/e")
            try third.probe()
            _ = FileManager.default.createFile(atPath: base + "/d/other", contents: nil)
            third.rollBack()
            #expect(listing(base + "/d") == ["other"])
        }
    }

    @Test func cannotCreateBelowAFile() throws {
        try withTemporaryDirectory { base in
            _ = FileManager.default.createFile(atPath: base + "/file", contents: nil)
            for path in ["/file", "/file/x/y"] {
                let error = #expect(throws: OutputError.self) {
                    try ReportWriter(directory: base + path).probe()
                }
                guard case .cannotCreate(_, let code)? = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
                #expect(code == ENOTDIR || code == EEXIST)
            }
            #expect(listing(base) == ["file"])
        }
    }

    @Test func cannotCreateInProc() {
        #expect(throws: OutputError.self) { try ReportWriter(directory: "/proc").probe() }
        #expect(throws: OutputError.self) { try ReportWriter(directory: "/proc/none/x").probe() }
    }

    @Test func aFailureHalfwayLeavesNothing() throws {
        try withTemporaryDirectory { base in
            let writer = ReportWriter(directory: base + "/out")
            try writer.probe()
            // The second needs a directory where the first one's parent has a too long name.
            let long = String(repeating: "x", count: 300)
            let error = #expect(throws: OutputError.self) {
                try writer.write(files + [OutputFile(path: "\(long)/f", bytes: [1])])
            }
            #expect(error == .cannotCreate(path: "\(base)/out/\(long)", code: ENAMETOOLONG))
            #expect(listing(base).isEmpty)
        }
    }

    @Test func aFailureLeavesTheEarlierReport() throws {
        try withTemporaryDirectory { base in
            try ReportWriter(directory: base).write(files)
            let before = listing(base)
            let long = String(repeating: "x", count: 300)
            #expect(throws: OutputError.self) {
                try ReportWriter(directory: base).write([
                    OutputFile(path: "index.html", bytes: Array("new".utf8)),
                    OutputFile(path: "new/\(long)/f", bytes: []),
                ])
            }
            #expect(listing(base) == before)
            let page = FileManager.default.contents(atPath: base + "/index.html")
            #expect(page == Data("page".utf8))
        }
    }

    @Test func aDirectoryInTheWayIsAnErrorWithoutRemains() throws {
        try withTemporaryDirectory { base in
            try FileManager.default.createDirectory(
                atPath: base + "/index.html", withIntermediateDirectories: false)
            let error = #expect(throws: OutputError.self) {
                try ReportWriter(directory: base).write([OutputFile(path: "index.html", bytes: [])])
            }
            #expect(error == .notAFile(path: base + "/index.html", kind: "a folder"))
            #expect(listing(base) == ["index.html"])
        }
    }

    @Test func refusesUnsafeAndDoublePathsBeforeTouchingTheDisk() throws {
        try withTemporaryDirectory { base in
            let writer = ReportWriter(directory: base + "/out")
            #expect(throws: OutputError.invalidPath("../x")) {
                try writer.write(files + [OutputFile(path: "../x", bytes: [])])
            }
            #expect(throws: OutputError.duplicatePath("empty")) {
                try writer.write(files + [OutputFile(path: "empty", bytes: [])])
            }
            #expect(listing(base).isEmpty)
        }
    }

    @Test func takesRelativeAndOddDirectories() throws {
        try withTemporaryDirectory { base in
            let writer = ReportWriter(directory: base + "//a///b/")
            try writer.probe()
            try writer.write([OutputFile(path: "f", bytes: [])])
            #expect(listing(base) == ["a", "a/b", "a/b/f"])
            #expect(ReportWriter(directory: "").directory == ".")
        }
    }

    @Test func manyWritersShareOneParent() async throws {
        let base = NSTemporaryDirectory() + "report-tests-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: base) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                group.addTask {
                    let writer = ReportWriter(directory: "\(base)/pairs/\(number)")
                    try writer.probe()
                    try writer.write([OutputFile(path: "figures/f", bytes: [UInt8(number)])])
                }
            }
            try await group.waitForAll()
        }
        #expect(listing(base).count == 1 + 40 * 3)
    }
    @Test func aWriterThatFailsDoesNotDisturbItsNeighbours() async throws {
        let base = NSTemporaryDirectory() + "report-tests-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: base) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<8 {
                group.addTask {
                    for _ in 0..<200 {
                        let writer = ReportWriter(directory: "\(base)/pairs/\(number)")
                        try writer.probe()
                        writer.rollBack()
                    }
                }
            }
            try await group.waitForAll()
        }
        // Whoever made the shared parent may have left before the others.
        #expect(listing(base).allSatisfy { $0 == "pairs" })
    }
}
