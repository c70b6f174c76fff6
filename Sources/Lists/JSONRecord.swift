import Encoder
import Files

/// The fields of a JSON object in its order; what an object inside it holds has the names of both, as in
/// `tweet1.text`.
struct JSONRecord: Equatable {
    /// The values that a column may have.
    enum Value: Equatable {
        case text(String)
        case number(String)
        case bool(Bool)
        case null
        /// An array, an object.
        case other

        var text: String? {
            switch self {
            case .text(let text): text
            case .number(let number): number
            case .bool(let bool): "\(bool)"
            case .null, .other: nil
            }
        }
    }

    private(set) var names: [String] = []
    private(set) var values: [Value] = []

    /// - Throws: where the bytes are no object, or it has a name twice.
    init(_ bytes: [UInt8]) throws(JSONScanner.Failure) {
        var record = JSONRecord()
        var failure: JSONScanner.Failure?
        bytes.withUnsafeBytes { bytes in
            do throws(JSONScanner.Failure) {
                var scanner = JSONScanner(bytes)
                scanner.skipSpace()
                try scanner.object { scanner, name throws(JSONScanner.Failure) in
                    try record.read(name, &scanner, isInner: false)
                }
                try scanner.end(of: "object")
                if Set(record.names).count < record.names.count {
                    throw scanner.fail("a name that occurs twice")
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        self = record
    }

    private init() {}

    private mutating func read(
        _ name: String, _ scanner: inout JSONScanner, isInner: Bool
    ) throws(JSONScanner.Failure) {
        switch scanner.peek() {
        case UInt8(ascii: "\""):
            add(name, .text(try scanner.string()))
        case UInt8(ascii: "{") where !isInner:
            add(name, .other)
            var inner = self
            try scanner.object { scanner, second throws(JSONScanner.Failure) in
                try inner.read("\(name).\(second)", &scanner, isInner: true)
            }
            self = inner
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            add(name, .other)
            try Self.skip(&scanner, depth: 0)
        default:
            add(name, try Self.word(&scanner))
        }
    }

    private mutating func add(_ name: String, _ value: Value) {
        names.append(name)
        values.append(value)
    }

    private static let maximumDepth = 64

    /// Passes over a value that no column can have.
    private static func skip(
        _ scanner: inout JSONScanner, depth: Int
    ) throws(JSONScanner.Failure) {
        guard depth < maximumDepth else {
            throw scanner.fail("more than \(maximumDepth) levels of arrays and objects")
        }
        switch scanner.peek() {
        case UInt8(ascii: "{"):
            try scanner.object { scanner, _ throws(JSONScanner.Failure) in
                try skip(&scanner, depth: depth + 1)
            }
        case UInt8(ascii: "["):
            try scanner.array { scanner throws(JSONScanner.Failure) in
                try skip(&scanner, depth: depth + 1)
            }
        case UInt8(ascii: "\""): _ = try scanner.string()
        default: _ = try word(&scanner)
        }
    }

    /// A number, or a word; Python writes `NaN`, which JSON does not have and which is no value.
    private static func word(_ scanner: inout JSONScanner) throws(JSONScanner.Failure) -> Value {
        if scanner.peek() == UInt8(ascii: "N") {
            for letter: Unicode.Scalar in ["N", "a", "N"] { try scanner.expect(letter) }
            return .null
        }
        switch try scanner.value() {
        case .null: return .null
        case .bool(let value): return .bool(value)
        case .integer(let value): return .number("\(value)")
        case .number(let value): return .number(Int(exactly: value).map { "\($0)" } ?? "\(value)")
        case .string, .array, .object: return .other
        }
    }
}
