import Encoder
import Files
import Mustache

/// The templates and the style sheet, which are part of the binary.
///
/// A template gets its content type here, in front of its text: Mustache falls back to its own
/// escaping in every partial, and its types can only be named through a global register.
package struct PageTemplates: Sendable {
    private let library: MustacheLibrary

    /// The templates of this package, parsed once.
    static let shared = Result { try PageTemplates(sources) }

    static let styleSheet = compact("style.css")

    /// The script of a pair's page, one classic script: modules do not load from `file://`. Its parts stand in one
    /// function, so that they see each other and nothing else does.
    static let script =
        Array("(() => {\n\"use strict\";\n".utf8)
        + scriptParts.flatMap(compact) + Array("})();\n".utf8)

    /// The script of an index.
    package static var indexScript: [UInt8] { compact("index.js") }

    static let scriptParts = [
        "page", "tip", "figures", "tables", "data", "numbers", "difference", "state", "scene",
        "views", "heads",
        "panel", "zip", "save", "controls", "present", "main",
    ].map { $0 + ".js" }

    static var sources: [String: String] {
        let names = [
            "pair", "figure", "caution", "sections", "tokens", "beyond", "analysis",
            "analysistable",
            "index", "indexrow",
            "pagelinks",
        ]
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0, EmbeddedFile.text($0 + ".mustache")) })
    }

    /// An embedded style sheet or script, without its comments and indents.
    static func compact(_ name: String) -> [UInt8] {
        CompactSource.lines(EmbeddedFile.bytes(name))
    }

    /// Templates that only this package can give, each with an escaping of its own.
    private static let fixed: [(name: String, text: String, escaping: any MustacheContentType)] = [
        (
            "data",
            "<script type=\"application/json\" id=\"explore-data\">{{explorerData}}</script>\n",
            JSONInScript()
        ),
        ("inlinestyle", "<style>{{styleSource}}</style>\n", SourceInElement()),
        ("inlinescript", "<script>{{scriptSource}}</script>\n", SourceInElement()),
    ]

    /// - Parameter files: where a template was read from, for errors; by name.
    /// - Throws: `PageError`.
    init(_ sources: [String: String], files: [String: String] = [:]) throws {
        try TemplateCheck(sources: sources, files: files, given: Set(Self.fixed.map(\.name))).run()
        MustacheContentTypes.register(HTMLEscaping(), named: Self.contentType("html"))
        // The longest first: every run of the program begins with this.
        let names = sources.keys.sorted {
            (sources[$0]?.utf8.count ?? 0, $1) > (sources[$1]?.utf8.count ?? 0, $0)
        }
        let templates = try mapConcurrently(count: names.count, threadCount: 2) { index in
            let name = names[index]
            do {
                return try MustacheTemplate(string: Self.typed(sources[name] ?? "", "html"))
            } catch let error as MustacheTemplate.ParserError {
                // The content type stands on a line of its own before the text.
                throw PageError.malformed(
                    template: files[name] ?? "template \(name)",
                    line: error.context.lineNumber - 1, reason: Self.reason(error.error))
            }
        }
        var library = MustacheLibrary(
            templates: Dictionary(zip(names, templates), uniquingKeysWith: { $1 }))
        for (name, text, escaping) in Self.fixed {
            MustacheContentTypes.register(escaping, named: Self.contentType(name))
            try library.register(Self.typed(text, name), named: name)
        }
        self.library = library
    }

    package func render(_ name: String, _ values: [String: Any]) throws -> String {
        guard let text = library.render(PageValues(values), withTemplate: name) else {
            throw PageError.missingTemplate(name)
        }
        return text
    }

    private static func contentType(_ name: String) -> String { "attention-report-\(name)" }

    private static func typed(_ text: String, _ type: String) -> String {
        "{{% CONTENT_TYPE:\(contentType(type))}}\n" + text
    }

    private static func reason(_ error: any Error) -> String {
        switch error as? MustacheTemplate.Error {
        case .sectionCloseNameIncorrect: "this tag closes a section that is not the open one"
        case .expectedSectionEnd: "a section is not closed"
        case .unfinishedName: "a tag is not closed, or its name has characters that none may have"
        default: "not a Mustache template"
        }
    }
}

/// A mistake in a template, or in the choice of templates.
package enum PageError: Error, Equatable, CustomStringConvertible {
    /// A batch was made with another style sheet or other templates.
    case otherDesign(directory: String)
    case unescapedTag(template: String, line: Int, tag: String)
    case malformed(template: String, line: Int, reason: String)
    case endless(template: String)
    case missingTemplate(String)
    case unknownTemplate(file: String, known: [String])
    case unreadable(file: String, reason: String)

    package var description: String {
        switch self {
        case .otherDesign(let directory):
            "\(directory) was made with another style sheet or other templates; name the same with "
                + "--style and --templates"
        case .unescapedTag(let template, let line, let tag):
            "\(template), line \(line): \(tag) is not allowed; values must be escaped: write {{name}}"
        case .malformed(let template, let line, let reason):
            "\(template), line \(line): \(reason)"
        case .endless(let template):
            "\(template): the template includes itself"
        case .missingTemplate(let name):
            "there is no template \(name)"
        case .unknownTemplate(let file, let known):
            "\(file): there is no template of this name to replace; there are "
                + known.joined(separator: ", ")
        case .unreadable(let file, let reason):
            "\(file): \(reason)"
        }
    }
}
