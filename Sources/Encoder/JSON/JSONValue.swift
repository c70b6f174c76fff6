import Foundation

/// A JSON value as a tree, for the small parts of a file: the one reader of configurations, and of what a hub
/// says of its models.
package enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// A number written without fraction and exponent that an `Int` can hold.
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Sendable, Equatable {
        package let name: String
        package let value: JSONValue
    }

    /// A whole file.
    /// - Throws: `JSONScanner.Failure`, also for an object that has a name twice.
    init(_ data: Data) throws {
        self = try data.withUnsafeBytes { bytes throws(JSONScanner.Failure) in
            var scanner = JSONScanner(bytes)
            let value = try scanner.value()
            try scanner.end(of: "file")
            return value
        }
    }

    /// A number of either kind.
    var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// A value as it is shown in an error.
    var summary: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "\(value)"
        case .number(let value): "\(value)"
        case .string(let value): value.count > 40 ? "a long string" : "\"\(value)\""
        case .array(let elements): "an array of \(elements.count)"
        case .object: "an object"
        }
    }
}

extension JSONScanner {
    private static let maximumDepth = 64

    /// Reads a value of any kind.
    /// - Throws: also for an object that has a name twice, and for more than 64 levels.
    package mutating func value(depth: Int = 0) throws(Failure) -> JSONValue {
        guard depth < Self.maximumDepth else {
            throw fail("more than \(Self.maximumDepth) levels of arrays and objects")
        }
        switch peek() {
        case UInt8(ascii: "{"):
            var object: [JSONValue.Member] = []
            var names: Set<[UInt8]> = []
            try self.object { scanner, name throws(Failure) in
                guard names.insert(Array(name.utf8)).inserted else {
                    throw scanner.fail("the name \"\(name)\" occurs twice")
                }
                object.append(.init(name: name, value: try scanner.value(depth: depth + 1)))
            }
            return .object(object)
        case UInt8(ascii: "["):
            var elements: [JSONValue] = []
            try array { scanner throws(Failure) in
                elements.append(try scanner.value(depth: depth + 1))
            }
            return .array(elements)
        case UInt8(ascii: "\""):
            return .string(try string())
        default:
            return try word()
        }
    }

    private mutating func word() throws(Failure) -> JSONValue {
        let word = take { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "E"):
                true
            default: false
            }
        }
        let text = String(decoding: word, as: UTF8.self)
        switch text {
        case "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        default:
            if Self.isInteger(text), let value = Int(text) { return .integer(value) }
            // `Double` also reads hexadecimal digits, "nan" and "inf".
            guard text.utf8.allSatisfy({ $0 < 0x3A || $0 | 0x20 == UInt8(ascii: "e") }),
                let value = Double(text)
            else { throw fail("expected a value") }
            return .number(value)
        }
    }

    private static func isInteger(_ text: String) -> Bool {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        return !digits.isEmpty && digits.allSatisfy { 0x30...0x39 ~= $0 }
            && (digits.count == 1 || digits.first != 0x30)
    }
}

/// Typed access to the members of an object, with errors that name the member.
struct JSONFields {
    /// What is wrong with a member.
    struct Mismatch: Error {
        let problem: String
    }

    /// Where the object stands in the file, as an error shows it.
    let place: String
    private let members: [JSONValue.Member]

    /// - Throws: `Mismatch` for a value that is not an object.
    init(_ value: JSONValue, place: String) throws(Mismatch) {
        guard case .object(let members) = value else {
            throw Mismatch(problem: "\(place) is \(value.summary); expected an object")
        }
        self.members = members
        self.place = place
    }

    func mismatch(_ name: String, expected: String) -> Mismatch {
        let found = self[name].map { "is \($0.summary)" } ?? "is missing"
        return Mismatch(problem: "\"\(name)\" of \(place) \(found); expected \(expected)")
    }

    /// The members' names, in the file's order.
    var names: [String] { members.map(\.name) }

    /// The value of a member, `nil` where it is missing or null.
    subscript(name: String) -> JSONValue? {
        let value = members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
        return value == .null ? nil : value
    }

    func string(_ name: String) throws(Mismatch) -> String {
        guard case .string(let value) = self[name] else {
            throw mismatch(name, expected: "a string")
        }
        return value
    }

    /// - Parameter fallback: for a member that is missing or null; without one that is an error.
    func bool(_ name: String, default fallback: Bool? = nil) throws(Mismatch) -> Bool {
        switch self[name] {
        case .bool(let value): return value
        case nil:
            if let fallback { return fallback }
            fallthrough
        default: throw mismatch(name, expected: "true or false")
        }
    }

    /// A whole number from 0.
    func count(_ name: String) throws(Mismatch) -> Int {
        guard case .integer(let value) = self[name], value >= 0 else {
            throw mismatch(name, expected: "a whole number that is not negative")
        }
        return value
    }

    /// The members of an object whose values are strings.
    func strings(_ name: String) throws(Mismatch) -> [(name: String, value: String)] {
        var strings: [(name: String, value: String)] = []
        guard case .object(let members) = self[name] else {
            throw mismatch(name, expected: "an object")
        }
        for member in members {
            guard case .string(let value) = member.value else {
                throw Mismatch(
                    problem: "\"\(member.name)\" of \"\(name)\" is \(member.value.summary); "
                        + "expected a string")
            }
            strings.append((member.name, value))
        }
        return strings
    }

    func array(_ name: String) throws(Mismatch) -> [JSONValue] {
        guard case .array(let elements) = self[name] else {
            throw mismatch(name, expected: "an array")
        }
        return elements
    }
}
