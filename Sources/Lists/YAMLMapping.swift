import Encoder
import Files
import Yams

/// A mapping of a YAML file that is read by its keys, with errors that say where.
///
/// Scalars are read as they are written: `no` is the word no, unless a flag is asked for.
package struct YAMLMapping {
    private let name: String
    private let mark: TextPlace
    private var values: [String: Node] = [:]
    private var keyMarks: [String: TextPlace] = [:]
    /// Where to look for keys that are missing here.
    private var defaults: [String: Node] = [:]

    /// Where it begins, from 1.
    package var line: Int { mark.line }

    /// The mapping that a whole file is.
    /// - Throws: `InputError`.
    package init(document text: String, name: String) throws(InputError) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw Self.inputError(error, name: name)
        }
        guard let root else {
            throw .badLine(name: name, line: 1, problem: "the file is empty")
        }
        try self.init(root, name: name)
    }

    private init(_ node: Node, name: String) throws(InputError) {
        self.name = name
        mark = Self.place(node) ?? TextPlace(line: 1, column: 1)
        guard case .mapping(let mapping) = node else {
            throw Self.badPlace(
                name, mark, "expected settings in the form name: value, found \(Self.kind(node))")
        }
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                throw Self.badPlace(
                    name, Self.place(key) ?? mark, "expected a name, found \(Self.kind(key))")
            }
            values[scalar.string] = value
            keyMarks[scalar.string] = Self.place(key)
        }
    }

    /// This mapping with another one's values for the keys that it does not have.
    package func over(_ other: YAMLMapping) -> YAMLMapping {
        var copy = self
        copy.defaults = other.values
        return copy
    }

    /// Whether one of the keys stands in the mapping itself.
    package func definesOwn(_ keys: Set<String>) -> Bool { keys.contains { values[$0] != nil } }

    package func withoutDefaults(_ keys: Set<String>) -> YAMLMapping {
        var copy = self
        for key in keys { copy.defaults[key] = nil }
        return copy
    }

    /// - Throws: for the first key that is none of these.
    package func refuseKeys(except known: Set<String>) throws(InputError) {
        let strangers = keyMarks.filter { !known.contains($0.key) }
        let first = strangers.min { ($0.value.line, $0.key) < ($1.value.line, $1.key) }
        guard let first else { return }
        let nearest = known.sorted().min {
            editDistance($0, first.key) < editDistance($1, first.key)
        }
        let hint = nearest.map { editDistance($0, first.key) <= 3 ? "; did you mean \($0)?" : "" }
        throw Self.badPlace(
            name, first.value, "there is no setting \"\(first.key)\"\(hint ?? "")")
    }

    /// An error at a key's value, or at the mapping.
    package func problem(_ key: String?, _ text: String) -> InputError {
        let place = key.flatMap(node).flatMap(Self.place) ?? mark
        return Self.badPlace(name, place, key.map { "\($0): \(text)" } ?? text)
    }
}

// MARK: - Values

extension YAMLMapping {
    private func node(_ key: String) -> Node? { values[key] ?? defaults[key] }

    package func text(_ key: String) throws(InputError) -> String? {
        guard let node = node(key) else { return nil }
        guard case .scalar(let scalar) = node else {
            throw problem(key, "expected a text, found \(Self.kind(node))")
        }
        return scalar.string
    }

    package func required(_ key: String) throws(InputError) -> String {
        guard let text = try text(key) else { throw problem(nil, "\(key) is missing") }
        guard !text.isEmpty else { throw problem(key, "expected a text, found an empty one") }
        return text
    }

    /// A value that must be one of the names of a type.
    package func choice<T: RawRepresentable & CaseIterable>(
        _ key: String
    ) throws(InputError) -> T? where T.RawValue == String {
        guard let text = try text(key) else { return nil }
        guard let value = T(rawValue: text) else {
            let names = T.allCases.map(\.rawValue).joined(separator: ", ")
            throw problem(key, "expected one of \(names), found \"\(text)\"")
        }
        return value
    }

    package func required<T: RawRepresentable & CaseIterable>(
        _ key: String
    ) throws(InputError) -> T where T.RawValue == String {
        guard let value: T = try choice(key) else { throw problem(nil, "\(key) is missing") }
        return value
    }

    /// A value that a type can read.
    package func choice<T: LosslessStringConvertible>(
        _ key: String, expected: String
    ) throws(InputError) -> T? {
        guard let text = try text(key) else { return nil }
        guard let value = T(text) else {
            throw problem(key, "expected \(expected), found \"\(text)\"")
        }
        return value
    }

    package func number<T: LosslessStringConvertible>(
        _ key: String, expected: String, as type: T.Type
    ) throws(InputError) -> T? { try choice(key, expected: expected) }

    package func flag(_ key: String) throws(InputError) -> Bool? {
        guard let node = node(key) else { return nil }
        guard let value = node.bool else {
            throw problem(key, "expected true or false")
        }
        return value
    }

    /// A list of texts, or a single one.
    /// - Throws: when there is none.
    package func texts(_ key: String) throws(InputError) -> [String] {
        guard let node = node(key) else { throw problem(nil, "\(key) is missing") }
        guard case .sequence(let sequence) = node else { return [try required(key)] }
        var texts: [String] = []
        for item in sequence {
            guard case .scalar(let scalar) = item else {
                throw Self.badPlace(
                    name, Self.place(item) ?? mark,
                    "\(key): expected a text, found \(Self.kind(item))")
            }
            texts.append(scalar.string)
        }
        return texts
    }

    /// A list of mappings, which must not be empty.
    package func mappings(_ key: String) throws(InputError) -> [YAMLMapping] {
        guard let node = node(key) else { throw problem(nil, "\(key) is missing") }
        guard case .sequence(let sequence) = node, !sequence.isEmpty else {
            throw problem(key, "expected a list")
        }
        var mappings: [YAMLMapping] = []
        for item in sequence { mappings.append(try YAMLMapping(item, name: name)) }
        return mappings
    }
}

// MARK: - Errors

extension YAMLMapping {
    private static func kind(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "a text"
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }

    private static func badPlace(
        _ name: String, _ place: TextPlace, _ problem: String
    ) -> InputError {
        .badPlace(name: name, line: place.line, column: place.column, problem: problem)
    }

    private static func place(_ node: Node) -> TextPlace? { node.mark.map(TextPlace.init) }

    private static func inputError(_ error: any Error, name: String) -> InputError {
        switch error {
        case YamlError.scanner(_, let problem, let mark, _),
            YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            badPlace(name, TextPlace(mark), problem)
        case YamlError.duplicatedKeysInMapping(let duplicates, let context):
            badPlace(
                name, TextPlace(context.mark),
                "the setting \"\(duplicates.sorted().first ?? "")\" appears twice")
        default:
            .badLine(name: name, line: 1, problem: "\(error)")
        }
    }
}

extension TextPlace {
    fileprivate init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }
}
