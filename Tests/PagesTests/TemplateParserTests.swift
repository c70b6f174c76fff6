import TestSupport
import Testing

@testable import Pages

struct TemplateParserTests {
    private func name(_ parts: String...) -> Template.Name { Template.Name(parts: parts) }

    @Test func readsTextAndTags() throws {
        #expect(
            try TemplateParser.parts("a{{ b.c }}{{#d}}e{{^f}}{{.}}{{/f}}{{/d}}{{> g }}h") == [
                .text(Array("a".utf8)), .value(name("b", "c")),
                .section(
                    name("d"), [.text(Array("e".utf8)), .inverted(name("f"), [.value(name())])]),
                .partial("g", indent: ""), .text(Array("h".utf8)),
            ])
        #expect(try TemplateParser.parts("") == [])
        #expect(try TemplateParser.parts("{ {{! c }}}") == [.text([0x7B, 0x20]), .text([0x7D])])
    }

    @Test func aPartialThatIsAloneOnItsLineHasItsIndent() throws {
        #expect(
            try TemplateParser.parts("1\n \t{{> p}}\n2") == [
                .text(Array("1\n".utf8)), .partial("p", indent: " \t"), .text(Array("2".utf8)),
            ])
        #expect(
            try TemplateParser.parts("a\n\n{{> p}}\nb\n", indent: "  ") == [
                .text(Array("  a\n\n".utf8)), .partial("p", indent: "  "),
                .text(Array("  b\n".utf8)),
            ])
    }

    @Test func sectionsThatAreNestedTooDeepAreAMistake() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "{{#a}}", count: depth) + String(repeating: "{{/a}}", count: depth)
        }
        #expect(try TemplateParser.parts(nested(64)).count == 1)
        let mistake = TemplateParser.Mistake(
            line: 1, reason: "sections are nested deeper than 64")
        for depth in [65, 200_000] {
            #expect(throws: mistake) { try TemplateParser.parts(nested(depth)) }
        }
    }

    @Test(arguments: [
        ("\n{{a", 2, "a tag is not closed"),
        ("{{#a}}\n{{#b}}\n{{/a}}", 3, "this tag closes a section that is not the open one"),
        ("\n{{/a}}", 2, "this tag closes a section that is not the open one"),
        ("{{^a}}\n\n", 1, "a section is not closed"),
        ("{{a b}}", 1, "a tag is not closed, or its name has characters that none may have"),
        ("{{}}", 1, "a tag is not closed, or its name has characters that none may have"),
        ("{{#}}", 1, "a tag is not closed, or its name has characters that none may have"),
        ("{{a..b}}", 1, "a tag is not closed, or its name has characters that none may have"),
        ("{{é}}", 1, "a tag is not closed, or its name has characters that none may have"),
    ])
    func namesTheLineOfAMistake(_ text: String, _ line: Int, _ reason: String) {
        #expect(throws: TemplateParser.Mistake(line: line, reason: reason)) {
            try TemplateParser.parts(text)
        }
    }

    /// Any text is read or refused.
    @Test func noTextTraps() {
        var random = SeededGenerator(7)
        let pieces = [
            "{{", "}}", "{", "}", "#", "^", "/", ">", "!", ".", "a", " ", "\n", "\r", "é",
        ]
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0...12, using: &random))
                .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            _ = try? TemplateParser.parts(text, indent: Bool.random(using: &random) ? " " : "")
        }
    }
}
