/// Reads the restricted JSON of a safetensors header.
///
/// A general JSON reader would do but for one thing: it keeps one of two equal names in silence,
/// and a header that names a tensor twice must be refused.
struct HeaderScanner {
    struct Header {
        var entries: [(name: String, type: String, shape: [Int], begin: Int, end: Int)] = []
        var metadata: [String: String] = [:]
    }

    struct Failure: Error {
        let offset: Int
        let problem: String
    }

    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func scan(maximumEntryCount: Int, maximumRank: Int) throws(Failure) -> Header {
        var header = Header()
        guard bytes.first == UInt8(ascii: "{") else { throw fail("expected \"{\"") }
        var names: Set<[UInt8]> = []
        try object { scanner, name throws(Failure) in
            guard names.insert(Array(name.utf8)).inserted else {
                throw scanner.fail("the name \"\(name)\" occurs twice")
            }
            if name == "__metadata__" {
                var keys: Set<[UInt8]> = []
                try scanner.object { scanner, key throws(Failure) in
                    guard keys.insert(Array(key.utf8)).inserted else {
                        throw scanner.fail("the metadata key \"\(key)\" occurs twice")
                    }
                    header.metadata[key] = try scanner.string()
                }
                return
            }
            guard header.entries.count < maximumEntryCount else {
                throw scanner.fail("more than \(maximumEntryCount) tensors")
            }
            header.entries.append(try scanner.entry(name, maximumRank: maximumRank))
        }
        skipSpace()
        guard position == bytes.count else { throw fail("expected the end of the header") }
        return header
    }

    private mutating func entry(
        _ name: String, maximumRank: Int
    ) throws(Failure) -> (name: String, type: String, shape: [Int], begin: Int, end: Int) {
        var type: String?
        var shape: [Int]?
        var offsets: [Int]?
        try object { scanner, key throws(Failure) in
            switch key {
            case "dtype" where type == nil:
                type = try scanner.string()
            case "shape" where shape == nil:
                shape = try scanner.integers(limit: maximumRank)
            case "data_offsets" where offsets == nil:
                offsets = try scanner.integers(limit: 2)
            case "dtype", "shape", "data_offsets":
                throw scanner.fail("tensor \"\(name)\" has \"\(key)\" twice")
            default:
                throw scanner.fail("tensor \"\(name)\" has the unknown key \"\(key)\"")
            }
        }
        guard let type else { throw fail("tensor \"\(name)\" has no \"dtype\"") }
        guard let shape else { throw fail("tensor \"\(name)\" has no \"shape\"") }
        guard let offsets, offsets.count == 2 else {
            throw fail("tensor \"\(name)\" has no \"data_offsets\" of two numbers")
        }
        return (name, type, shape, offsets[0], offsets[1])
    }

    private mutating func object(
        _ member: (inout HeaderScanner, String) throws(Failure) -> Void
    ) throws(Failure) {
        try expect("{")
        skipSpace()
        if accept("}") { return }
        repeat {
            skipSpace()
            let key = try string()
            skipSpace()
            try expect(":")
            skipSpace()
            try member(&self, key)
            skipSpace()
        } while accept(",")
        try expect("}")
    }

    private mutating func integers(limit: Int) throws(Failure) -> [Int] {
        var values: [Int] = []
        try expect("[")
        skipSpace()
        if accept("]") { return values }
        repeat {
            skipSpace()
            guard values.count < limit else { throw fail("more than \(limit) numbers in a list") }
            values.append(try integer())
            skipSpace()
        } while accept(",")
        try expect("]")
        return values
    }

    private mutating func integer() throws(Failure) -> Int {
        let start = position
        var value = 0
        while position < bytes.count, case let digit = bytes[position], digit &- 48 < 10 {
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = scaled.addingReportingOverflow(Int(digit - 48))
            guard !overflow, !carry else { throw fail("a number too large to address") }
            value = sum
            position += 1
        }
        let length = position - start
        guard length > 0, length == 1 || bytes[start] != 48 else {
            throw fail("expected a whole number that is not negative")
        }
        return value
    }

    private mutating func string() throws(Failure) -> String {
        try expect("\"")
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw fail("a string that is not UTF-8")
                }
                return string
            case UInt8(ascii: "\\"):
                try escape(into: &text)
            case 0..<0x20:
                throw fail("a control character in a string")
            default:
                text.append(byte)
            }
        }
        throw fail("a string without end")
    }

    private mutating func escape(into text: inout [UInt8]) throws(Failure) {
        guard position < bytes.count else { throw fail("a string without end") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"):
            var units = [try codeUnit()]
            if UTF16.isLeadSurrogate(units[0]), accept("\\"), accept("u") {
                units.append(try codeUnit())
            }
            guard let decoded = String(validating: units, as: UTF16.self) else {
                throw fail("half a surrogate pair in a string")
            }
            text += decoded.utf8
        default: throw fail("an unknown escape in a string")
        }
    }

    private mutating func codeUnit() throws(Failure) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard position < bytes.count,
                let digit = Character(UnicodeScalar(bytes[position])).hexDigitValue,
                bytes[position] < 0x80
            else { throw fail("expected four hexadecimal digits") }
            value = value << 4 | UInt16(digit)
            position += 1
        }
        return value
    }

    private mutating func skipSpace() {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
            position += 1
        }
    }

    private mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else {
            return false
        }
        position += 1
        return true
    }

    private mutating func expect(_ character: Unicode.Scalar) throws(Failure) {
        guard accept(character) else { throw fail("expected \"\(character)\"") }
    }

    private func fail(_ problem: String) -> Failure { Failure(offset: position, problem: problem) }
}
