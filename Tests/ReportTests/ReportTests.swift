import Files
import Testing

@Suite struct ReportTests {
    /// A crash in a figure depends on the libraries that draw it.
    @Test func versionNamesTheLibrariesThatDraw() throws {
        let outcome = try Program.run("--version")
        #expect(outcome.status == 0)
        let lines = outcome.output.split(separator: "\n")
        try #require(lines.count == 2)
        #expect(lines[0] == ProgramVersion.number)
        #expect(lines[1].hasPrefix("cairo ") && lines[1].contains(", Pango "))
    }
}
