import Encoder
import Files
import Foundation

/// JSON objects: one on each line, or those of an array.
final class JSONTable: ListTable {
    let names: [String]
    private let objects: any JSONObjectReader
    var form: String { objects.form }
    private(set) var meanings: [String: String] = [:]
    private let given: [String: String]
    private var first: JSONRecord?
    private var wanted: [String] = []
    private var required: [String] = []
    private var isQuiet = false
    private var unknown: Set<String> = []
    private var warnings: [String] = []
    /// Which field of the last record each wanted name was; most records have the same names.
    private var fields: [String: Int] = [:]
    private var fieldNames: [String]?

    var name: String { objects.name }
    var fractionRead: Double? { objects.fractionRead }

    init(_ objects: any JSONObjectReader, given: [String: String]) throws(InputError) {
        self.objects = objects
        self.given = given
        first = try Self.record(objects)
        names = first.map { $0.names.sorted() } ?? []
    }

    func take(_ wanted: [String], required: [String], isQuiet: Bool) throws(InputError) {
        self.wanted = wanted
        self.required = required
        self.isQuiet = isQuiet
        fieldNames = nil
    }

    func next() throws(InputError) -> [String: String]? {
        var next = first
        if next == nil { next = try Self.record(objects) }
        first = nil
        guard let record = next else { return nil }
        if record.names != fieldNames { find(record.names) }
        for name in required {
            switch fields[name].map({ record.values[$0] }) {
            // A value that is missing fails its row, as an empty field of a table does.
            case .text, .null: break
            case nil: throw fail("there is no \"\(given[name] ?? name)\"")
            // The columns of a table, by the numbers of the rows.
            case .other where record.names.contains("\(given[name] ?? name).0"):
                throw fail(
                    "expected a text as \"\(given[name] ?? name)\"; pandas writes a list with "
                        + "to_json(file, orient=\"records\", lines=True)")
            default: throw fail("expected a text as \"\(given[name] ?? name)\"")
            }
        }
        var texts: [String: String] = [:]
        for name in wanted {
            guard let field = fields[name] else { continue }
            if record.values[field] == .other {
                throw fail("expected a text or a number as \"\(name)\"")
            }
            texts[name] = record.values[field].text
        }
        return texts
    }

    /// Finds the wanted names among those of a record: as written, else in any case with blanks around them.
    private func find(_ names: [String]) {
        fieldNames = names
        fields = [:]
        let plain = names.map(ListNames.plain)
        for name in wanted {
            let theirs = given[name] ?? name
            let field =
                names.firstIndex(of: theirs) ?? plain.firstIndex(of: ListNames.plain(theirs))
            guard let field else { continue }
            fields[name] = field
            if meanings[names[field]] == nil { meanings[names[field]] = name }
        }
        let used = Set(fields.values)
        for index in names.indices.sorted(by: { names[$0] < names[$1] })
        where !used.contains(index) && !isQuiet {
            // A file of another kind may have new names on every line.
            guard unknown.count < 20, unknown.insert(names[index]).inserted else { continue }
            warnings.append("\(name), line \(objects.line): ignoring \"\(names[index])\"")
        }
    }

    func fail(_ problem: String) -> InputError {
        .badLine(name: name, line: objects.line, problem: problem)
    }

    func takeWarnings() -> [String] {
        defer { warnings = [] }
        return warnings
    }

    private static func record(_ objects: any JSONObjectReader) throws(InputError) -> JSONRecord? {
        guard let bytes = try objects.next() else { return nil }
        _ = try UTF8Text.string(
            bytes, at: TextPlace(line: objects.line, column: 1), name: objects.name)
        do throws(JSONScanner.Failure) {
            return try JSONRecord(bytes)
        } catch {
            let isBroken = bytes.allSatisfy { [0x20, 0x09, UInt8(ascii: "{")].contains($0) }
            throw .badLine(
                name: objects.name, line: objects.line,
                problem: isBroken
                    ? "the object that begins here runs over several lines; expected an object on "
                        + "each line, or an array of objects"
                    : "expected a JSON object of texts and numbers, found at byte "
                        + "\(error.offset + 1): \(error.problem)")
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
