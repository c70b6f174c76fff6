import Foundation
import ReportTestSupport
import TestSupport
import Testing

@testable import Analyses
@testable import Files
@testable import Pages

struct PageDesignTests {
    private func write(_ text: String, _ path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    private func html(_ design: PageDesign) throws -> String {
        let page = PairPage(
            analysis: try Sample.analysis(), figures: try Sample.figures().map(\.figure),
            producer: Producer(version: "1"), design: design)
        return String(decoding: try page.html(), as: UTF8.self)
    }

    @Test func aStyleSheetComesAfterTheBuiltInOne() throws {
        try withTemporaryDirectory { folder in
            try write("h1 { color: red }", folder + "/house.css")
            let design = try PageDesign(style: folder + "/house.css")
            #expect(design.style.starts(with: PageTemplates.styleSheet))
            #expect(String(decoding: design.style, as: UTF8.self).hasSuffix("h1 { color: red }"))
            let files = try PairReport(
                analysis: Sample.analysis(), figures: [], producer: Producer(version: "1"),
                design: design
            ).files()
            #expect(files.first { $0.path == "style.css" }?.bytes == design.style)
        }
    }

    /// A browser hashes what it reads, and it reads every line break as one character.
    @Test func aStyleSheetIsKeptAsABrowserReadsIt() throws {
        try withTemporaryDirectory { folder in
            try write("a\r\nb\rc\0d", folder + "/house.css")
            let design = try PageDesign(style: folder + "/house.css")
            #expect(String(decoding: design.style, as: UTF8.self).hasSuffix("a\nb\nc\u{FFFD}d"))
        }
    }

    @Test func aTemplateReplacesTheOneOfItsName() throws {
        try withTemporaryDirectory { folder in
            try write("<figure>mine: {{title}}</figure>\n", folder + "/figure.mustache")
            try write("not a template", folder + "/notes.txt")
            let text = try html(PageDesign(templates: folder))
            #expect(text.contains("<figure>mine: Similarity by layer</figure>"))
            #expect(text.contains("<h2 id=\"findings\">"))
        }
    }

    @Test(arguments: [
        ("<p>\n{{#findings}}\n</p>\n", 2, "a section is not closed"),
        ("{{/findings}}", 1, "this tag closes a section that is not the open one"),
        ("\n\n{{title", 3, "a tag is not closed in its line"),
        ("\n{{> nothing}}", 2, "there is no template nothing"),
        ("{{", 1, "a tag is not closed in its line"),
    ])
    func aMistakeIsNamedWithItsPlace(_ text: String, _ line: Int, _ reason: String) throws {
        try withTemporaryDirectory { folder in
            let path = folder + "/pair.mustache"
            try write(text, path)
            #expect(
                throws: PageError.malformed(template: path, line: line, reason: reason)
            ) { try PageDesign(templates: folder) }
        }
    }

    @Test func nothingGoesAroundTheEscaping() throws {
        try withTemporaryDirectory { folder in
            let path = folder + "/tokens.mustache"
            try write("<p>\n{{{token}}}", path)
            let error = #expect(throws: PageError.self) { try PageDesign(templates: folder) }
            #expect(
                error?.description
                    == "\(path), line 2: {{{ is not allowed; values must be escaped: write {{name}}"
            )
        }
    }

    @Test func templatesThatIncludeThemselvesAreRefused() throws {
        try withTemporaryDirectory { folder in
            try write("{{> tokens}}", folder + "/figure.mustache")
            try write("{{#x}}{{> figure}}{{/x}}", folder + "/tokens.mustache")
            #expect(throws: PageError.endless(template: folder + "/figure.mustache")) {
                try PageDesign(templates: folder)
            }
        }
    }

    @Test func unknownNamesAndUnreadableFilesAreErrors() throws {
        try withTemporaryDirectory { folder in
            #expect(throws: PageError.unreadable(file: folder + "/none", reason: "no such folder"))
            {
                try PageDesign(templates: folder + "/none")
            }
            #expect(
                throws: PageError.unreadable(file: folder + "/none.css", reason: "no such file")
            ) {
                try PageDesign(style: folder + "/none.css")
            }
            #expect(throws: PageError.unreadable(file: folder, reason: "it is a folder")) {
                try PageDesign(style: folder)
            }
            let latin = folder + "/latin.css"
            try Data([0x2F, 0x2A, 0xE9, 0x2A, 0x2F]).write(to: URL(fileURLWithPath: latin))
            #expect {
                try PageDesign(style: latin)
            } throws: { error in
                "\(error)" == "\(latin): not UTF-8 text; save the file as UTF-8"
            }
            try write("x", folder + "/pears.mustache")
            #expect(throws: PageError.self) { try PageDesign(templates: folder) }
        }
    }

    /// The raw values of the page are safe wherever a template puts them.
    @Test func scriptAndDataAreEscapedInATemplateOfAUser() throws {
        try withTemporaryDirectory { folder in
            try write("<p>{{explorerData}}</p>", folder + "/pair.mustache")
            let result = try PairAnalyzer(model: TinyModel.load()).analyze(TinyModel.pair)
            let html = try PairPage(
                analysis: result.analysis, figures: [], producer: Producer(version: "1"),
                encodings: result.encodings, design: PageDesign(templates: folder)
            ).html()
            #expect(html.starts(with: "<p>{&quot;bits&quot;".utf8))
        }
    }
}
