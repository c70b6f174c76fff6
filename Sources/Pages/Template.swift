/// A template that has been read: text, and what takes its place from the values.
///
/// The language is that of Mustache (mustache(5)) without what could let markup through: values, always
/// escaped, sections, inverted sections, partials and comments.
struct Template: Sendable {
    /// A piece of a template.
    indirect enum Part: Sendable, Equatable {
        /// UTF-8, as it is.
        case text([UInt8])
        case value(Name)
        /// Once for each entry of a list, once for values, which its names are looked up in first, and once or not
        /// for a flag.
        case section(Name, [Part])
        /// Where the section of this name would be empty.
        case inverted(Name, [Part])
        /// Another template, whose lines are indented.
        case partial(String, indent: String)
    }

    /// What a tag names.
    struct Name: Sendable, Equatable {
        /// `a.b` is the value `b` of `a`; none for `.`, what the innermost section is of.
        let parts: [String]
    }

    var parts: [Part]
    var escaping: PageEscaping
}

/// Templates that include each other.
struct TemplateLibrary: Sendable {
    private let templates: [String: Template]
    /// Those that stand alone on a line with an indent, by the partial's name and the indent.
    private let indented: [[String]: Template]

    /// - Parameter read: reads a template whose lines get an indent first.
    /// - Throws: what `read` throws.
    init(
        names: some Sequence<String>, _ read: (_ name: String, _ indent: String) throws -> Template
    ) rethrows {
        var templates: [String: Template] = [:]
        var indented: [[String]: Template] = [:]
        var waiting = names.map { ($0, "") }
        while let (name, indent) = waiting.popLast() {
            guard indent.isEmpty || indented[[name, indent]] == nil else { continue }
            let template = try read(name, indent)
            if indent.isEmpty {
                templates[name] = template
            } else {
                indented[[name, indent]] = template
            }
            waiting += template.parts.indentedPartials
        }
        self.templates = templates
        self.indented = indented
    }

    /// - Returns: UTF-8; `nil` where there is no template of that name.
    /// - Complexity: O(bytes of the result), for a given template.
    func render(_ name: String, _ values: PageValues) -> [UInt8]? {
        guard let template = templates[name] else { return nil }
        var page = RenderedPage(library: self, values: values)
        page.append(template)
        return page.bytes
    }

    fileprivate func partial(_ name: String, indent: String) -> Template? {
        indent.isEmpty ? templates[name] : indented[[name, indent]]
    }
}

extension [Template.Part] {
    fileprivate var indentedPartials: [(String, String)] {
        flatMap { part -> [(String, String)] in
            switch part {
            case .text, .value: []
            case .section(_, let parts), .inverted(_, let parts): parts.indentedPartials
            case .partial(let name, let indent): indent.isEmpty ? [] : [(name, indent)]
            }
        }
    }
}

/// A page in the making.
private struct RenderedPage {
    let library: TemplateLibrary
    private(set) var bytes: [UInt8] = []
    /// What the sections are of, the innermost last.
    private var stack: [PageValue]

    init(library: TemplateLibrary, values: PageValues) {
        self.library = library
        stack = [.values(values)]
        bytes.reserveCapacity(1 << 16)
    }

    mutating func append(_ template: Template) { append(template.parts, template.escaping) }

    private mutating func append(_ parts: [Template.Part], _ escaping: PageEscaping) {
        for part in parts {
            switch part {
            case .text(let text): bytes += text
            case .value(let name):
                switch value(name) {
                case .text(let text)?: escaping.append(text, to: &bytes)
                case .flag(let flag)?: escaping.append(flag ? "true" : "false", to: &bytes)
                // What is no text shows nothing.
                case .list?, .values?, nil: break
                }
            case .section(let name, let parts):
                switch value(name) {
                case .list(let entries)?:
                    for entry in entries { append(parts, escaping, of: entry) }
                case .flag(true)?: append(parts, escaping)
                case .flag(false)?, nil: break
                case let value?: append(parts, escaping, of: value)
                }
            case .inverted(let name, let parts):
                switch value(name) {
                case .flag(false)?, nil: append(parts, escaping)
                case .list(let entries)? where entries.isEmpty: append(parts, escaping)
                default: break
                }
            case .partial(let name, let indent):
                if let template = library.partial(name, indent: indent) { append(template) }
            }
        }
    }

    private mutating func append(
        _ parts: [Template.Part], _ escaping: PageEscaping, of value: PageValue
    ) {
        stack.append(value)
        append(parts, escaping)
        stack.removeLast()
    }

    /// The first part of a name is looked up from the innermost section outwards, the others in what it is.
    private func value(_ name: Template.Name) -> PageValue? {
        guard let first = name.parts.first else { return stack.last }
        for value in stack.reversed() {
            guard case .values(let values) = value, var found = values[first] else { continue }
            for part in name.parts.dropFirst() {
                guard case .values(let values) = found, let next = values[part] else { return nil }
                found = next
            }
            return found
        }
        return nil
    }
}
