import Files
import Testing

@testable import Pages

@Suite struct CompactSourceTests {
    private func compact(_ source: String) -> String {
        String(decoding: CompactSource.lines(Array(source.utf8)), as: UTF8.self)
    }

    @Test func indentationAndCommentsGo() {
        let source = """
            // What it does.
            function add(a, b) {
              /** @returns their sum. */
              /*
                * On several lines.
                */
              return a + b;  // Not here.

            }
            """
        #expect(compact(source) == "function add(a, b) {\nreturn a + b;  // Not here.\n}\n")
    }

    @Test func whatIsInALineStays() {
        for line in [
            "const a = \"  // no comment \";", "const b = `  /* none ${a} */  `;",
            "const c = /^\\s*\\/\\/ +/g;", "x  =  1", "\u{FEFF}é\u{301};",
        ] { #expect(compact("    \(line)\n") == line + "\n") }
    }

    /// The rules go by lines: no text may span some, and no line may end a comment and go on.
    @Test func sourcesKeepToWhatIsSafe() {
        let scripts = PageTemplates.scriptParts
        #expect(scripts.count == 17)
        for name in scripts + ["index.js", "style.css", "index.css"] {
            var isInComment = false
            for line in EmbeddedFile.text(name).split(separator: "\n") {
                #expect(line.count { $0 == "`" }.isMultiple(of: 2), "\(line)")
                #expect(!line.hasSuffix("\\"), "\(line)")
                let text = line.drop { $0 == " " }
                if text.hasPrefix("/*") { isInComment = true }
                if isInComment, let end = text.firstRange(of: "*/") {
                    #expect(end.upperBound == text.endIndex, "\(line)")
                    isInComment = false
                }
            }
            #expect(!isInComment)
        }
    }
}
