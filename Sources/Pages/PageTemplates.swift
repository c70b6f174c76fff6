import Files

/// The templates and the style sheet, which are part of the binary.
package struct PageTemplates: Sendable {
    private let library: TemplateLibrary

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
    private static let fixed: [String: (text: String, escaping: PageEscaping)] = [
        "data": (
            "<script type=\"application/json\" id=\"explore-data\">{{explorerData}}</script>\n",
            .jsonInScript
        ),
        "inlinestyle": ("<style>{{styleSource}}</style>\n", .sourceInElement),
        "inlinescript": ("<script>{{scriptSource}}</script>\n", .sourceInElement),
    ]

    /// - Parameter files: where a template was read from, for errors; by name.
    /// - Throws: `PageError`.
    init(_ sources: [String: String], files: [String: String] = [:]) throws {
        try TemplateCheck(sources: sources, files: files, given: Set(Self.fixed.keys)).run()
        let names = Set(sources.keys).union(Self.fixed.keys).sorted()
        library = try TemplateLibrary(names: names) { name, indent in
            let (text, escaping) = Self.fixed[name] ?? (sources[name] ?? "", .html)
            do throws(TemplateParser.Mistake) {
                return Template(
                    parts: try TemplateParser.parts(text, indent: indent), escaping: escaping)
            } catch {
                throw PageError.malformed(
                    template: files[name] ?? "template \(name)", line: error.line,
                    reason: error.reason)
            }
        }
    }

    /// - Returns: UTF-8.
    /// - Throws: `PageError.missingTemplate`.
    package func render(_ name: String, _ values: PageValues) throws -> [UInt8] {
        guard let bytes = library.render(name, values) else {
            throw PageError.missingTemplate(name)
        }
        return bytes
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
