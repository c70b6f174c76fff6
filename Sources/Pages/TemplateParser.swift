/// Reads a template.
///
/// Works on UTF-8 bytes: every run of the program begins with its templates.
struct TemplateParser {
    /// A mistake, and the line it is in, from 1.
    struct Mistake: Error, Equatable {
        var line: Int
        var reason: String
    }

    private let source: [UInt8]
    private var position = 0
    /// Sections that are not closed yet.
    private var open: [Section] = []
    /// What the innermost of them has so far.
    private var parts: [Template.Part] = []

    private struct Section {
        var name: [UInt8]
        var isInverted: Bool
        /// Where its tag stands.
        var position: Int
        /// What was read before it, where it is.
        var before: [Template.Part]
    }

    /// What follows the braces of a tag.
    private enum Kind {
        case value, section, inverted, close, partial, comment

        init(_ byte: UInt8?) {
            self =
                switch byte {
                case UInt8(ascii: "#"): .section
                case UInt8(ascii: "^"): .inverted
                case UInt8(ascii: "/"): .close
                case UInt8(ascii: ">"): .partial
                case UInt8(ascii: "!"): .comment
                default: .value
                }
        }
    }

    /// - Parameter indent: what is put before each line that is not empty, as in a template that another includes on a line with this
    ///   indent.
    /// - Throws: `Mistake`.
    static func parts(_ text: String, indent: String = "") throws(Mistake) -> [Template.Part] {
        var source = Array(text.utf8)
        if !indent.isEmpty {
            // Empty lines stay empty.
            source = Array(
                source.split(separator: newline, omittingEmptySubsequences: false)
                    .map { $0.isEmpty ? [] : indent.utf8 + $0 }
                    .joined(separator: [newline]))
        }
        var parser = TemplateParser(source: source)
        return try parser.run()
    }

    private init(source: [UInt8]) { self.source = source }

    private mutating func run() throws(Mistake) -> [Template.Part] {
        while let start = next(Self.opening, from: position) {
            guard let end = next(Self.closing, from: start + 2) else {
                throw mistake("a tag is not closed", at: start)
            }
            let kind = Kind(source[(start + 2)..<end].first)
            let name = Self.trimmed(source[(start + (kind == .value ? 2 : 3))..<end])
            var textEnd = start
            var rest = end + 2
            var indent = ""
            // A tag that does not show anything itself takes its line with it where it stands there alone.
            if kind != .value, let line = lineOfOnly(start..<rest) {
                indent = String(decoding: source[line.lowerBound..<start], as: UTF8.self)
                textEnd = line.lowerBound
                rest = line.upperBound
            }
            if textEnd > position { parts.append(.text(Array(source[position..<textEnd]))) }
            position = rest
            try take(kind, name, at: start, indent: indent)
        }
        if position < source.count { parts.append(.text(Array(source[position...]))) }
        if let section = open.last {
            throw mistake("a section is not closed", at: section.position)
        }
        return parts
    }

    private mutating func take(
        _ kind: Kind, _ name: [UInt8], at start: Int, indent: String
    ) throws(Mistake) {
        guard kind == .comment || Self.isName(name) else {
            throw mistake(
                "a tag is not closed, or its name has characters that none may have", at: start)
        }
        switch kind {
        case .comment: break
        case .value: parts.append(.value(Self.name(name)))
        case .partial:
            parts.append(.partial(String(decoding: name, as: UTF8.self), indent: indent))
        case .section, .inverted:
            guard open.count < Self.deepest else {
                throw mistake("sections are nested deeper than \(Self.deepest)", at: start)
            }
            open.append(
                Section(name: name, isInverted: kind == .inverted, position: start, before: parts))
            parts = []
        case .close:
            guard let section = open.popLast(), section.name == name else {
                throw mistake("this tag closes a section that is not the open one", at: start)
            }
            let inner = parts
            let path = Self.name(name)
            parts = section.before
            parts.append(section.isInverted ? .inverted(path, inner) : .section(path, inner))
        }
    }

    private func mistake(_ reason: String, at position: Int) -> Mistake {
        Mistake(line: 1 + source[..<position].count { $0 == Self.newline }, reason: reason)
    }

    /// What takes a section apart calls itself for those inside it.
    private static let deepest = 64

    // MARK: Bytes

    private static let newline = UInt8(ascii: "\n")
    private static let opening = UInt8(ascii: "{")
    private static let closing = UInt8(ascii: "}")

    /// Where a byte stands twice.
    private func next(_ byte: UInt8, from start: Int) -> Int? {
        var index = start
        while let first = source[index...].firstIndex(of: byte) {
            if first + 1 < source.count, source[first + 1] == byte { return first }
            index = first + 1
        }
        return nil
    }

    /// The line or lines that a tag is alone in, with the line break; `nil` where there is more in them.
    private func lineOfOnly(_ tag: Range<Int>) -> Range<Int>? {
        var start = tag.lowerBound
        while start > position, Self.isBlank(source[start - 1]) { start -= 1 }
        // What was read before ends where this text begins: a tag, or the end of a line.
        guard start == 0 || source[start - 1] == Self.newline else { return nil }
        var end = tag.upperBound
        while end < source.count, Self.isBlank(source[end]) { end += 1 }
        if end < source.count, source[end] == UInt8(ascii: "\r") { end += 1 }
        guard end == source.count || source[end] == Self.newline else { return nil }
        return start..<min(end + 1, source.count)
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        Array(bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
    }

    /// Letters, digits, `_` and `-`, in parts between dots, or one dot.
    private static func isName(_ name: [UInt8]) -> Bool {
        if name == [dot] { return true }
        return name.split(separator: dot, omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty
                && part.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"),
                        UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
                        UInt8(ascii: "-"):
                        true
                    default: false
                    }
                }
        }
    }

    private static let dot = UInt8(ascii: ".")

    private static func name(_ name: [UInt8]) -> Template.Name {
        Template.Name(
            parts: name.split(separator: dot).map { String(decoding: $0, as: UTF8.self) })
    }
}
