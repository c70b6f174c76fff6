import Testing

@testable import Files

struct OutputFileTests {
    @Test func splitsAPath() throws {
        #expect(try OutputFile(path: "a/b.svg", bytes: []).components() == ["a", "b.svg"])
    }

    @Test(arguments: [
        "", "/etc/passwd", "a//b", "a/", "../a", "a/../b", "a/..", ".", "./a", "a\u{0}b",
    ])
    func refusesWhatCouldLeaveTheDirectory(_ path: String) {
        #expect(throws: OutputError.invalidPath(path)) {
            try OutputFile(path: path, bytes: []).components()
        }
    }

    @Test func seesASlashUnderACombiningMark() throws {
        let components = try OutputFile(path: "a/\u{301}b", bytes: []).components()
        #expect(components.count == 2)
        #expect(throws: OutputError.self) {
            try OutputFile(path: "../\u{301}b", bytes: []).components()
        }
    }
}
