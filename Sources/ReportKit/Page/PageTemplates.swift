import Foundation
import Mustache

/// The templates and the style sheet, which are part of the binary.
///
/// A template gets its content type here, in front of its text: Mustache falls back to its own
/// escaping in every partial, and its types can only be named through a global register.
struct PageTemplates: Sendable {
    private let library: MustacheLibrary

    /// The templates of this package, parsed once.
    static let shared = Result { try PageTemplates(sources) }

    static let styleSheet = CompactSource.lines(PackageResources.style_css)

    /// The explorer, one classic script: modules do not load from `file://`. Its parts stand in one
    /// function, so that they see each other and nothing else does.
    static let script =
        Array("(() => {\n\"use strict\";\n".utf8)
        + scriptParts.flatMap(CompactSource.lines) + Array("})();\n".utf8)

    static var scriptParts: [[UInt8]] {
        [
            PackageResources.data_js, PackageResources.numbers_js,
            PackageResources.state_js, PackageResources.scene_js,
            PackageResources.views_js, PackageResources.heads_js,
            PackageResources.panel_js,
            PackageResources.save_js, PackageResources.controls_js,
            PackageResources.main_js,
        ]
    }

    static var sources: [String: String] {
        [
            "pair": String(decoding: PackageResources.pair_mustache, as: UTF8.self),
            "figure": String(decoding: PackageResources.figure_mustache, as: UTF8.self),
            "study": String(decoding: PackageResources.study_mustache, as: UTF8.self),
            "tokens": String(decoding: PackageResources.tokens_mustache, as: UTF8.self),
            "beyond": String(decoding: PackageResources.beyond_mustache, as: UTF8.self),
            "analysis": String(decoding: PackageResources.analysis_mustache, as: UTF8.self),
            "analysistable": String(
                decoding: PackageResources.analysistable_mustache, as: UTF8.self),
            "index": String(decoding: PackageResources.index_mustache, as: UTF8.self),
            "indexrow": String(decoding: PackageResources.indexrow_mustache, as: UTF8.self),
            "pagelinks": String(decoding: PackageResources.pagelinks_mustache, as: UTF8.self),
        ]
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
        MustacheContentTypes.register(HTMLEscaping(), named: Self.contentType("html"))
        var library = MustacheLibrary()
        for (name, text) in sources.sorted(by: { $0.key < $1.key }) {
            let place = files[name] ?? "template \(name)"
            try Self.check(text, place)
            do {
                try library.register(Self.typed(text, "html"), named: name)
            } catch let error as MustacheTemplate.ParserError {
                // The content type stands on a line of its own before the text.
                throw PageError.malformed(
                    template: place, line: error.context.lineNumber - 1,
                    reason: Self.reason(error.error))
            }
        }
        for (name, text, escaping) in Self.fixed {
            MustacheContentTypes.register(escaping, named: Self.contentType(name))
            try library.register(Self.typed(text, name), named: name)
        }
        self.library = library
        try checkPartials(sources, files)
    }

    func render(_ name: String, _ values: [String: Any]) throws -> String {
        guard let text = library.render(PageValues(values), withTemplate: name) else {
            throw PageError.missingTemplate(name)
        }
        return text
    }

    private static func contentType(_ name: String) -> String { "attention-report-\(name)" }

    private static func typed(_ text: String, _ type: String) -> String {
        "{{% CONTENT_TYPE:\(contentType(type))}}\n" + text
    }
}

// MARK: - Checks

extension PageTemplates {
    /// Tags that let markup through, or name a template by a value.
    private static let forbidden = ["{{{", "{{&", "{{=", "{{%", "{{<", "{{$"]

    private static func check(_ text: String, _ place: String) throws {
        for (index, line) in lines(text).enumerated() {
            for tag in forbidden where line.contains(tag) {
                throw PageError.unescapedTag(template: place, line: index + 1, tag: tag)
            }
            // The parser reads on to the end of the file, and beyond.
            for part in line.split(separator: "{{", omittingEmptySubsequences: false).dropFirst()
            where !part.contains("}}") && !part.hasPrefix("!") {
                throw PageError.malformed(
                    template: place, line: index + 1, reason: "a tag is not closed in its line")
            }
        }
    }

    /// Every template that another one includes exists, and none includes itself.
    private func checkPartials(_ sources: [String: String], _ files: [String: String]) throws {
        let fixed = Set(Self.fixed.map(\.name))
        var partials: [String: [String]] = [:]
        for (name, text) in sources {
            for (index, line) in Self.lines(text).enumerated() {
                for match in line.matches(of: /\{\{>\s*([^\s}]*)\s*\}\}/) {
                    let partial = String(match.1)
                    guard sources[partial] != nil || fixed.contains(partial) else {
                        throw PageError.malformed(
                            template: files[name] ?? "template \(name)", line: index + 1,
                            reason: "there is no template \(partial)")
                    }
                    partials[name, default: []].append(partial)
                }
            }
        }
        for name in sources.keys.sorted() {
            var seen: Set<String> = []
            var next = partials[name] ?? []
            while let partial = next.popLast() {
                guard partial != name else {
                    throw PageError.endless(template: files[name] ?? "template \(name)")
                }
                if seen.insert(partial).inserted { next += partials[partial] ?? [] }
            }
        }
    }

    private static func lines(_ text: String) -> [Substring] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
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
public enum PageError: Error, Equatable, CustomStringConvertible {
    /// A batch was made with another style sheet or other templates.
    case otherDesign(directory: String)
    case unescapedTag(template: String, line: Int, tag: String)
    case malformed(template: String, line: Int, reason: String)
    case endless(template: String)
    case missingTemplate(String)
    case unknownTemplate(file: String, known: [String])
    case unreadable(file: String)

    public var description: String {
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
        case .unreadable(let file):
            "\(file): cannot be read as UTF-8 text"
        }
    }
}
