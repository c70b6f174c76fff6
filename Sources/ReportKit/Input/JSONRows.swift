import Foundation

/// The rows of a file with a JSON object on each line.
final class JSONRows: RowReader {
    private let reader: LineReader
    private var unknown: Set<String> = []
    private(set) var warnings: [String] = []

    init(_ reader: LineReader) { self.reader = reader }

    func next() throws(InputError) -> ListRow? {
        while let line = try reader.next() {
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
            return try row(line)
        }
        return nil
    }

    private func row(_ line: [UInt8]) throws(InputError) -> ListRow {
        _ = try UTF8Text.string(
            line, at: TextPlace(line: reader.lineNumber, column: 1), name: reader.name)
        guard let object = try? JSONDecoder().decode([String: Value].self, from: Data(line)) else {
            throw fail("expected a JSON object of texts and numbers")
        }
        for name in ListRow.requiredColumns {
            switch object[name] {
            case .text: break
            case nil, .null: throw fail("there is no \"\(name)\"")
            default: throw fail("expected a text as \"\(name)\"")
            }
        }
        for name in object.keys.sorted() where !ListRow.columns.contains(name) {
            // A file of another kind may have new names on every line.
            guard unknown.count < 20, unknown.insert(name).inserted else { continue }
            warnings.append("\(reader.name), line \(reader.lineNumber): ignoring \"\(name)\"")
        }
        if let name = ListRow.columns.first(where: { object[$0] == .other }) {
            throw fail("expected a text or a number as \"\(name)\"")
        }
        return ListRow { column in object[column]?.string }
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
