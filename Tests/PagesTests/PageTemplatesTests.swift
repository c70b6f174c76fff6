import Testing

@testable import Pages

struct PageTemplatesTests {
    @Test(arguments: ["{{{x}}}", "{{&x}}", "{{=<% %>=}}", "{{% CONTENT_TYPE:TEXT}}"])
    func refusesEveryWayAroundTheEscaping(_ text: String) {
        let error = #expect(throws: PageError.self) {
            try PageTemplates(["page": "<p>\(text)</p>"])
        }
        guard case .unescapedTag(template: "template page", line: 1, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func escapesInPartialsAndSectionsToo() throws {
        let templates = try PageTemplates([
            "page": "{{#list}}{{> item}}{{.}}{{/list}}", "item": "[{{.}}]",
        ])
        let bytes = try templates.render("page", ["list": ["\"\u{301}"]])
        #expect(bytes == Array("[&quot;\u{301}]&quot;\u{301}".utf8))
    }

    @Test func packagedTemplatesLoad() throws {
        _ = try PageTemplates.shared.get()
        #expect(!PageTemplates.styleSheet.isEmpty)
    }

    @Test func aMissingTemplateIsAnError() throws {
        #expect(throws: PageError.missingTemplate("none")) {
            try PageTemplates.shared.get().render("none", [:])
        }
    }

    @Test func theStyleSheetLoadsNothing() {
        let style = String(decoding: PageTemplates.styleSheet, as: UTF8.self)
        #expect(!style.contains("url(") && !style.contains("@import"))
    }
}
