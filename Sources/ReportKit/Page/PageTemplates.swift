import Mustache

/// The templates and the style sheet, which are part of the binary.
///
/// A template gets its content type here, in front of its text: Mustache falls back to its own
/// escaping in every partial, and its types can only be named through a global register.
struct PageTemplates {
    private let library: MustacheLibrary

    /// The templates of this package, parsed once.
    static let shared = Result { try PageTemplates(sources) }

    static var styleSheet: [UInt8] { PackageResources.style_css }

    static var sources: [String: String] {
        [
            "pair": String(decoding: PackageResources.pair_mustache, as: UTF8.self),
            "figure": String(decoding: PackageResources.figure_mustache, as: UTF8.self),
            "tokens": String(decoding: PackageResources.tokens_mustache, as: UTF8.self),
            "index": String(decoding: PackageResources.index_mustache, as: UTF8.self),
            "indexrow": String(decoding: PackageResources.indexrow_mustache, as: UTF8.self),
            "pagelinks": String(decoding: PackageResources.pagelinks_mustache, as: UTF8.self),
        ]
    }

    /// - Throws: `PageError.unescapedTag` for a template that would let markup through, and
    ///   Mustache's own error for one that it cannot parse.
    init(_ sources: [String: String]) throws {
        let contentType = "attention-report-html"
        MustacheContentTypes.register(HTMLEscaping(), named: contentType)
        var library = MustacheLibrary()
        for (name, text) in sources {
            for tag in ["{{{", "{{&", "{{=", "{{%"] where text.contains(tag) {
                throw PageError.unescapedTag(template: name, tag: tag)
            }
            try library.register("{{% CONTENT_TYPE:\(contentType)}}\n" + text, named: name)
        }
        self.library = library
    }

    func render(_ name: String, _ values: [String: Any]) throws -> String {
        guard let text = library.render(values, withTemplate: name) else {
            throw PageError.missingTemplate(name)
        }
        return text
    }
}

/// A mistake in the package's own templates.
enum PageError: Error, Equatable, CustomStringConvertible {
    case unescapedTag(template: String, tag: String)
    case missingTemplate(String)

    var description: String {
        switch self {
        case .unescapedTag(let template, let tag):
            "template \(template): \(tag) is not allowed; values must be escaped"
        case .missingTemplate(let name):
            "there is no template \(name)"
        }
    }
}
