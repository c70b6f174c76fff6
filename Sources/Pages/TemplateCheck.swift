/// What templates must not hold: ways around the escaping, and what the parser would not see.
///
/// Works on bytes: every run of the program checks its templates before it does anything else.
struct TemplateCheck {
    /// The templates by name.
    let sources: [String: String]
    /// Where a template was read from, for errors; by name.
    let files: [String: String]
    /// The names of other templates that these may include.
    let given: Set<String>

    /// What follows the braces of tags that let markup through, or name a template by a value.
    private static let forbidden = Set("{&=%<$".utf8)
    private static let braces = Array("{{".utf8)
    private static let end = Array("}}".utf8)

    /// - Throws: the first mistake as a `PageError`, in the order of the names.
    func run() throws {
        var partials: [String: [String]] = [:]
        for name in sources.keys.sorted() { partials[name] = try check(name) }
        for name in sources.keys.sorted() {
            var seen: Set<String> = []
            var next = partials[name] ?? []
            while let partial = next.popLast() {
                guard partial != name else { throw PageError.endless(template: place(name)) }
                if seen.insert(partial).inserted { next += partials[partial] ?? [] }
            }
        }
    }

    private func place(_ name: String) -> String { files[name] ?? "template \(name)" }

    /// - Returns: the templates that one includes.
    private func check(_ name: String) throws -> [String] {
        let lines = (sources[name] ?? "").split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var partials: [String] = []
        for (index, line) in lines.enumerated() {
            for tag in Self.tags(line.utf8) {
                if let first = tag.first, Self.forbidden.contains(first) {
                    throw PageError.unescapedTag(
                        template: place(name), line: index + 1,
                        tag: "{{\(Unicode.Scalar(first))")
                }
                // The parser reads on to the end of the file, and beyond.
                guard let end = Self.position(of: Self.end, in: tag) else {
                    if tag.first == UInt8(ascii: "!") { continue }
                    throw PageError.malformed(
                        template: place(name), line: index + 1,
                        reason: "a tag is not closed in its line")
                }
                guard let partial = Self.partial(Substring(tag[..<end])) else { continue }
                guard sources[partial] != nil || given.contains(partial) else {
                    throw PageError.malformed(
                        template: place(name), line: index + 1,
                        reason: "there is no template \(partial)")
                }
                partials.append(partial)
            }
        }
        return partials
    }

    /// What follows each pair of opening braces in a line, up to the next pair.
    private static func tags(_ line: Substring.UTF8View) -> [Substring.UTF8View] {
        var tags: [Substring.UTF8View] = []
        var rest = line
        while let start = position(of: braces, in: rest) {
            let text = rest[rest.index(start, offsetBy: 2)...]
            // A third brace is a mistake, and not the first of another pair.
            let end = text.first == braces[0] ? nil : position(of: braces, in: text)
            tags.append(text[..<(end ?? text.endIndex)])
            rest = text[(end ?? text.endIndex)...]
        }
        return tags
    }

    /// Where two equal bytes stand first.
    private static func position(
        of pair: [UInt8], in text: Substring.UTF8View
    ) -> Substring.UTF8View.Index? {
        var index = text.startIndex
        while let first = text[index...].firstIndex(of: pair[0]) {
            index = text.index(after: first)
            if index < text.endIndex, text[index] == pair[1] { return first }
        }
        return nil
    }

    /// The name in a tag `> name`.
    private static func partial(_ tag: Substring) -> String? {
        guard tag.first == ">" else { return nil }
        let name = tag.dropFirst().drop(while: \.isWhitespace)
        let rest = name.drop { !$0.isWhitespace && $0 != "}" }
        return rest.allSatisfy(\.isWhitespace) ? String(name[..<rest.startIndex]) : nil
    }
}
