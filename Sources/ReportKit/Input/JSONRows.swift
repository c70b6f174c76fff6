import Foundation

/// The rows of a file with a JSON object on each line.
final class JSONRows: RowReader {
    private let objects: JSONObjects

    init(_ reader: LineReader) {
        objects = JSONObjects(reader, columns: ListRow.columns, required: ListRow.requiredColumns)
    }

    var warnings: [String] { objects.warnings }
    var fractionRead: Double? { objects.fractionRead }

    func next() throws(InputError) -> ListRow? {
        try objects.next().map { object in ListRow { object[$0] } }
    }
}

/// A file with a JSON object on each line, of which some names mean something.
final class JSONObjects {
    private let reader: LineReader
    private let columns: [String]
    private let required: [String]
    private var unknown: Set<String> = []
    /// Names that mean nothing, as far as the file has been read.
    private(set) var warnings: [String] = []

    init(_ reader: LineReader, columns: [String], required: [String]) {
        self.reader = reader
        self.columns = columns
        self.required = required
    }

    var fractionRead: Double? { reader.fractionRead }

    /// The texts and numbers of the next object, as text; `nil` after the last.
    func next() throws(InputError) -> [String: String]? {
        while let line = try reader.next() {
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
            return try object(line)
        }
        return nil
    }

    private func object(_ line: [UInt8]) throws(InputError) -> [String: String] {
        _ = try UTF8Text.string(
            line, at: TextPlace(line: reader.lineNumber, column: 1), name: reader.name)
        guard let object = try? JSONDecoder().decode([String: Value].self, from: Data(line)) else {
            throw fail("expected a JSON object of texts and numbers")
        }
        for name in required {
            switch object[name] {
            case .text: break
            case nil, .null: throw fail("there is no \"\(name)\"")
            default: throw fail("expected a text as \"\(name)\"")
            }
        }
        for name in object.keys.sorted() where !columns.contains(name) {
            // A file of another kind may have new names on every line.
            guard unknown.count < 20, unknown.insert(name).inserted else { continue }
            warnings.append("\(reader.name), line \(reader.lineNumber): ignoring \"\(name)\"")
        }
        if let name = columns.first(where: { object[$0] == .other }) {
            throw fail("expected a text or a number as \"\(name)\"")
        }
        // What stands under other names is nobody's business.
        return object.filter { columns.contains($0.key) }.compactMapValues(\.string)
    }

    private func fail(_ problem: String) -> InputError {
        .badLine(name: reader.name, line: reader.lineNumber, problem: problem)
    }

    /// The values that a column may have.
    private enum Value: Decodable, Equatable {
        case text(String)
        case number(Int)
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
                self = .number(number)
            } else {
                self = .other
            }
        }

        var string: String? {
            switch self {
            case .text(let text): text
            case .number(let number): "\(number)"
            case .bool(let bool): "\(bool)"
            case .null, .other: nil
            }
        }
    }
}
