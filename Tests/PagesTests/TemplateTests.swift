import Foundation
import ReportTestSupport
import Testing

@testable import Pages

struct TemplateTests {
    private func render(
        _ text: String, _ values: PageValues, _ partials: [String: String] = [:]
    ) throws -> String {
        var sources = partials
        sources["page"] = text
        let library = try TemplateLibrary(names: sources.keys) { name, indent in
            Template(
                parts: try TemplateParser.parts(sources[name] ?? "", indent: indent),
                escaping: .html)
        }
        return String(decoding: try #require(library.render("page", values)), as: UTF8.self)
    }

    /// What another implementation of Mustache makes of hand-written and random templates: `make_templates.py`.
    @Test func rendersAsAnotherImplementationDoes() throws {
        let cases = try TemplateCase.all()
        #expect(cases.count > 300)
        for each in cases {
            let text = try render(each.template, each.values, each.partials)
            #expect(Array(text.utf8) == Array(each.expected.utf8), "\(each.template)")
        }
    }

    @Test func blanksBehindATagThatIsAloneGoWithItsLine() throws {
        #expect(try render("1\n {{#a}} \t\n2\n{{/a}} \r\n3", ["a": true]) == "1\n2\n3")
        #expect(try render("1\n{{! c }}  ", [:]) == "1\n")
    }

    @Test func anEmptyTextIsThere() throws {
        #expect(try render("{{#a}}[{{a}}]{{/a}}{{^a}}none{{/a}}", ["a": ""]) == "[]")
    }

    @Test func whatIsNoTextShowsNothing() throws {
        let values: PageValues = ["list": ["x"], "values": ["x": "y"] as PageValues]
        #expect(try render("({{list}}{{values}})", values) == "()")
        #expect(
            try render("{{a}} {{b}} {{c}}", ["a": 12, "b": true, "c": false]) == "12 true false")
    }

    /// Each template escapes in its own way, whichever includes it.
    @Test func partialsKeepTheirEscaping() throws {
        let library = TemplateLibrary(names: ["page", "script"]) { name, _ in
            name == "page"
                ? Template(
                    parts: [.value(.init(parts: ["a"])), .partial("script", indent: "")],
                    escaping: .html)
                : Template(parts: [.value(.init(parts: ["a"]))], escaping: .jsonInScript)
        }
        #expect(library.render("page", ["a": "<"]) == Array("&lt;\\u003C".utf8))
        #expect(library.render("none", [:]) == nil)
    }
}

/// A template, and what it should give.
private struct TemplateCase {
    let template: String
    let values: PageValues
    let partials: [String: String]
    let expected: String

    static func all() throws -> [TemplateCase] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../EncoderTests/Fixtures/templates.json")
        let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        return try #require(json as? [[String: Any]]).map { entry in
            guard let template = entry["template"] as? String,
                let data = entry["values"] as? [String: Any],
                case .values(let values) = Self.value(data),
                let partials = entry["partials"] as? [String: String],
                let expected = entry["expected"] as? String
            else { throw CocoaError(.fileReadCorruptFile) }
            return TemplateCase(
                template: template, values: values, partials: partials, expected: expected)
        }
    }

    private static func value(_ json: Any) -> PageValue {
        switch json {
        case let text as String: return .text(text)
        case let list as [Any]: return .list(list.map(value))
        case let object as [String: Any]:
            if object.count == 1, let flag = object["flag"] as? Bool { return .flag(flag) }
            var values = PageValues()
            for (name, inner) in object { values[name] = value(inner) }
            return .values(values)
        default: return .flag((json as? Bool) ?? false)
        }
    }
}
