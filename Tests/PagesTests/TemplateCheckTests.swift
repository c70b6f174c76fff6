import Testing

@testable import Pages

@Suite struct TemplateCheckTests {
    private func check(_ sources: [String: String]) throws {
        try TemplateCheck(sources: sources, files: ["b": "mine/b"], given: ["data"]).run()
    }

    @Test(arguments: [
        "", "plain } text { here }}", "{{a}}{{ b.c }}{{#d}}{{^e}}{{/e}}{{/d}}", "{{! {{a}}", "{{!",
        "{{> data}}{{>data}} {{>\u{A0}data }}", "{ {&a}}", "é{{a}}\u{301}",
    ])
    func takesWhatIsInOrder(_ text: String) throws { try check(["a": text]) }

    @Test(arguments: ["{{{", "{{&", "{{=", "{{%", "{{<", "{{$"])
    func namesTagsThatLetMarkupThrough(_ tag: String) {
        for text in ["x\n\(tag)a}}", "x\n{{b}}\(tag)\u{301}"] {
            let error = #expect(throws: PageError.self) { try check(["b": text]) }
            guard case .unescapedTag("mine/b", 2, let found)? = error else {
                Issue.record("\(text): \(String(describing: error))")
                continue
            }
            #expect(found == tag)
        }
    }

    @Test(arguments: [
        "{{a", "{{a}", "{{a\n}}", "{{a}}{{", "{{a{{b}}", "{{#a}}\r\n{{/a", "{{a\u{2028}}}",
    ])
    func aTagIsClosedInItsLine(_ text: String) {
        let error = #expect(throws: PageError.self) { try check(["a": text]) }
        guard case .malformed("template a", _, "a tag is not closed in its line")? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func includedTemplatesExistAndEnd() throws {
        try check(["a": "{{> b}}", "b": "{{> c}}{{> c}}", "c": "{{> data}}"])
        #expect(throws: PageError.endless(template: "template a")) {
            try check(["a": "{{> c}}", "c": "{{> a}}"])
        }
        #expect(throws: PageError.endless(template: "mine/b")) { try check(["b": "{{>b}}"]) }
        #expect(
            throws: PageError.malformed(
                template: "mine/b", line: 3, reason: "there is no template dat")
        ) { try check(["b": "\n\n{{> dat }}"]) }
    }
}
