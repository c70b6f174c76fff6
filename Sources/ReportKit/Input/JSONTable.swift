import Foundation

/// JSON objects: one on each line, or those of an array.
final class JSONTable: ListTable {
    let names: [String]
    private let objects: any JSONObjectReader
    var form: String { objects.form }
    private(set) var meanings: [String: String] = [:]
    private let given: [String: String]
    private var first: [String: Value]?
    private var wanted: [String] = []
    private var required: [String] = []
    private var isQuiet = false
    private var unknown: Set<String> = []
    private var warnings: [String] = []

    var name: String { objects.name }
    var fractionRead: Double? { objects.fractionRead }

    init(_ objects: any JSONObjectReader, given: [String: String]) throws(InputError) {
        self.objects = objects
        self.given = given
        first = try Self.object(objects)
        names = first.map { $0.keys.sorted() } ?? []
    }

    func take(_ wanted: [String], required: [String], isQuiet: Bool) throws(InputError) {
        self.wanted = wanted
        self.required = required
        self.isQuiet = isQuiet
    }

    func next() throws(InputError) -> [String: String]? {
        var next = first
        if next == nil { next = try Self.object(objects) }
        first = nil
        guard let object = next else { return nil }
        var values: [String: Value] = [:]
        var used: Set<String> = []
        for name in wanted {
            let theirs = given[name] ?? name
            let key =
                object[theirs] == nil
                ? object.keys.first { ListNames.plain($0) == ListNames.plain(theirs) } : theirs
            guard let key else { continue }
            values[name] = object[key]
            used.insert(key)
            if meanings[key] == nil { meanings[key] = name }
        }
        for name in required {
            switch values[name] {
            case .text: break
            case nil, .null: throw fail("there is no \"\(given[name] ?? name)\"")
            default: throw fail("expected a text as \"\(given[name] ?? name)\"")
            }
        }
        for name in object.keys.sorted() where !used.contains(name) && !isQuiet {
            // A file of another kind may have new names on every line.
            guard unknown.count < 20, unknown.insert(name).inserted else { continue }
            warnings.append("\(self.name), line \(objects.line): ignoring \"\(name)\"")
        }
        if let name = wanted.first(where: { values[$0] == .other }) {
            throw fail("expected a text or a number as \"\(name)\"")
        }
        return values.compactMapValues(\.string)
    }

    func fail(_ problem: String) -> InputError {
        .badLine(name: name, line: objects.line, problem: problem)
    }

    func takeWarnings() -> [String] {
        defer { warnings = [] }
        return warnings
    }

    /// The next object; what an object inside it holds has the names of both, as in `tweet1.text`.
    private static func object(
        _ objects: any JSONObjectReader
    ) throws(InputError) -> [String: Value]? {
        guard let bytes = try objects.next() else { return nil }
        _ = try UTF8Text.string(
            bytes, at: TextPlace(line: objects.line, column: 1), name: objects.name)
        guard let object = decode(bytes) else {
            throw .badLine(
                name: objects.name, line: objects.line,
                problem: "expected a JSON object of texts and numbers")
        }
        var flat: [String: Value] = [:]
        for (name, field) in object {
            flat[name] = field.value
            for (inner, value) in field.inner { flat["\(name).\(inner)"] = value }
        }
        return flat
    }

    private static func decode(_ bytes: [UInt8]) -> [String: Field]? {
        let data = Data(bytes)
        if let object = try? JSONDecoder().decode([String: Field].self, from: data) {
            return object
        }
        // Python writes NaN, which JSON does not have.
        guard String(decoding: bytes, as: UTF8.self).contains("NaN") else { return nil }
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        return try? decoder.decode([String: Field].self, from: data)
    }

    private struct Field: Decodable {
        var value: Value
        var inner: [String: Value] = [:]

        init(from decoder: any Decoder) throws {
            value = try Value(from: decoder)
            guard value == .other else { return }
            let container = try decoder.singleValueContainer()
            inner = (try? container.decode([String: Value].self)) ?? [:]
        }
    }

    /// The values that a column may have.
    private enum Value: Decodable, Equatable {
        case text(String)
        case number(String)
        case bool(Bool)
        case null
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                self = .null
            } else if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let bool = try? container.decode(Bool.self) {
                self = .bool(bool)
            } else if let number = try? container.decode(Int.self) {
                self = .number("\(number)")
            } else if let number = try? container.decode(Double.self) {
                self = number.isNaN ? .null : .number("\(number)")
            } else {
                self = .other
            }
        }

        var string: String? {
            switch self {
            case .text(let text): text
            case .number(let number): number
            case .bool(let bool): "\(bool)"
            case .null, .other: nil
            }
        }
    }
}

/// The bytes of JSON objects, one after the other.
protocol JSONObjectReader: AnyObject {
    var name: String { get }
    /// How they are written, in words.
    var form: String { get }
    /// Where the last object begins, from 1.
    var line: Int { get }
    /// How much of the file the objects so far take, from 0 to 1; `nil` where its size is not known.
    var fractionRead: Double? { get }
    func next() throws(InputError) -> [UInt8]?
}

/// An object on each line.
final class JSONLines: JSONObjectReader {
    private let reader: LineReader
    let form = "a JSON object on each line"
    var name: String { reader.name }
    var line: Int { reader.lineNumber }
    var fractionRead: Double? { reader.fractionRead }

    init(_ reader: LineReader) { self.reader = reader }

    func next() throws(InputError) -> [UInt8]? {
        while let line = try reader.next() {
            if line.contains(where: { $0 != 0x20 && $0 != 0x09 }) { return line }
        }
        return nil
    }
}

/// The objects of one array, read one by one however long it is.
final class JSONArray: JSONObjectReader {
    let name: String
    let form = "an array of JSON objects"
    private(set) var line = 1
    private let source: ByteSource
    private var buffer: [UInt8]
    private var position = 0
    private var count = 0
    private var currentLine = 1
    private var isOpen = false
    private var isClosed = false

    private static let longestObject = 16 << 20

    var fractionRead: Double? { source.fraction(unread: buffer.count - position) }

    init(_ source: ByteSource, head: [UInt8]) {
        self.source = source
        name = source.name
        buffer = head
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    func next() throws(InputError) -> [UInt8]? {
        while let byte = try read() {
            switch byte {
            case 0x20, 0x09, 0x0D, 0x0A: continue
            case UInt8(ascii: "[") where !isOpen: isOpen = true
            case UInt8(ascii: ",") where isOpen && !isClosed && count > 0: continue
            case UInt8(ascii: "]") where isOpen && !isClosed:
                guard count > 0 else { throw fail("the array is empty; expected JSON objects") }
                isClosed = true
            case UInt8(ascii: "{") where isOpen && !isClosed:
                count += 1
                return try object()
            default:
                throw fail(
                    isClosed
                        ? "expected nothing after the array"
                        : "expected a JSON object of texts and numbers")
            }
        }
        guard isClosed else { throw fail("the array is never closed; is the file whole?") }
        return nil
    }

    /// The object whose brace has been read.
    private func object() throws(InputError) -> [UInt8] {
        line = currentLine
        var bytes = [UInt8(ascii: "{")]
        var depth = 1
        var isText = false
        var isEscaped = false
        while let byte = try read() {
            bytes.append(byte)
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isText = true
            } else if byte == UInt8(ascii: "{") {
                depth += 1
            } else if byte == UInt8(ascii: "}") {
                depth -= 1
                if depth == 0 { return bytes }
            }
            guard bytes.count <= Self.longestObject else {
                throw fail("the object that begins here has more than \(Self.longestObject) bytes")
            }
        }
        throw fail("the object that begins here is never closed; is the file whole?")
    }

    private func read() throws(InputError) -> UInt8? {
        if position == buffer.count {
            buffer = try source.read()
            position = 0
        }
        guard position < buffer.count else { return nil }
        defer { position += 1 }
        if buffer[position] == UInt8(ascii: "\n") { currentLine += 1 }
        return buffer[position]
    }

    private func fail(_ problem: String) -> InputError {
        if count == 0 || isClosed { line = currentLine }
        return .badLine(name: name, line: line, problem: problem)
    }
}
