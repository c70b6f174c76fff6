/// Reads JSON bytes from left to right, without a tree between the file and its reader.
///
/// A general JSON reader does not do. Of two equal names it keeps one in silence, and where names are Swift
/// strings it takes the composed and the decomposed "é" for equal, of which a vocabulary has both. Here names
/// are bytes, and the caller sees each of them. This reader is also fast enough for a vocabulary of a hundred
/// thousand tokens.
package struct JSONScanner {
    package struct Failure: Error {
        /// The byte at which reading stopped.
        package let offset: Int
        package let problem: String
    }

    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    /// - Parameter bytes: must outlive the scanner.
    package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    package func fail(_ problem: String) -> Failure { Failure(offset: position, problem: problem) }

    // MARK: Structure

    /// The byte that comes next, white space skipped; `nil` at the end.
    package mutating func peek() -> UInt8? {
        skipSpace()
        return position < bytes.count ? bytes[position] : nil
    }

    /// Reads an object; `member` is called for each name and must read the value.
    package mutating func object(
        _ member: (inout JSONScanner, String) throws(Failure) -> Void
    ) throws(Failure) {
        try members { scanner throws(Failure) in
            let name = try scanner.string()
            try scanner.colon()
            try member(&scanner, name)
        }
    }

    /// Reads an object; `member` is called before each name and must read the name, `colon()`, and
    /// the value.
    mutating func members(_ member: (inout JSONScanner) throws(Failure) -> Void) throws(Failure) {
        try list(from: "{", to: "}", member)
    }

    /// Reads an array; `element` is called before each element and must read it.
    package mutating func array(
        _ element: (inout JSONScanner) throws(Failure) -> Void
    ) throws(Failure) {
        try list(from: "[", to: "]", element)
    }

    private mutating func list(
        from open: Unicode.Scalar, to close: Unicode.Scalar,
        _ element: (inout JSONScanner) throws(Failure) -> Void
    ) throws(Failure) {
        try expect(open)
        skipSpace()
        if accept(close) { return }
        repeat {
            skipSpace()
            try element(&self)
            skipSpace()
        } while accept(",")
        try expect(close)
    }

    mutating func colon() throws(Failure) {
        skipSpace()
        try expect(":")
        skipSpace()
    }

    /// Checks that nothing but white space is left.
    package mutating func end(of whole: String) throws(Failure) {
        skipSpace()
        guard position == bytes.count else { throw fail("expected the end of the \(whole)") }
    }

    // MARK: Scalars

    /// Reads a whole number from 0.
    package mutating func integer() throws(Failure) -> Int {
        let start = position
        var value = 0
        while position < bytes.count, case let digit = bytes[position] &- 48, digit < 10 {
            let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = scaled.addingReportingOverflow(Int(digit))
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

    /// Reads a number as the nearest that is a 32-bit float.
    package mutating func float() throws(Failure) -> Float {
        let digits = take { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"):
                true
            default: false
            }
        }
        guard let value = Float(String(decoding: digits, as: UTF8.self)), value.isFinite else {
            throw fail("expected a number")
        }
        return value
    }

    package mutating func string() throws(Failure) -> String {
        var text: [UInt8] = []
        try appendString(to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads an array of strings.
    package mutating func strings() throws(Failure) -> [String] {
        var texts: [String] = []
        try array { scanner throws(Failure) in texts.append(try scanner.string()) }
        return texts
    }

    /// Reads an object whose values are strings.
    package mutating func texts() throws(Failure) -> [String: String] {
        var texts: [String: String] = [:]
        try object { scanner, name throws(Failure) in texts[name] = try scanner.string() }
        return texts
    }

    /// Reads a string's UTF-8, which is valid, into a buffer.
    mutating func appendString(to text: inout [UInt8]) throws(Failure) {
        try expect("\"")
        let start = text.count
        var isASCII = true
        var run = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                text += bytes[run..<position]
                position += 1
                if byte == UInt8(ascii: "\"") {
                    guard isASCII || String(validating: text[start...], as: UTF8.self) != nil else {
                        throw fail("a string that is not UTF-8")
                    }
                    return
                }
                isASCII = false
                try escape(into: &text)
                run = position
                continue
            }
            position += 1
            guard byte >= 0x20 else { throw fail("a control character in a string") }
            if byte >= 0x80 { isASCII = false }
        }
        throw fail("an unterminated string")
    }

    private mutating func escape(into text: inout [UInt8]) throws(Failure) {
        guard position < bytes.count else { throw fail("an unterminated string") }
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
            let unit = try codeUnit()
            var scalar = Unicode.Scalar(unit)
            if UTF16.isLeadSurrogate(unit), accept("\\"), accept("u") {
                let trail = try codeUnit()
                if UTF16.isTrailSurrogate(trail) {
                    scalar = Unicode.Scalar(
                        0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(trail & 0x3FF)))
                }
            }
            guard let scalar else { throw fail("an unpaired surrogate in a string") }
            text += scalar.utf8
        default: throw fail("an unknown escape in a string")
        }
    }

    private mutating func codeUnit() throws(Failure) -> UInt16 {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard position < bytes.count, let digit = Self.hexDigit(bytes[position]) else {
                throw fail("expected four hexadecimal digits")
            }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private static func hexDigit(_ byte: UInt8) -> UInt16? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    // MARK: Characters

    package mutating func skipSpace() {
        while position < bytes.count,
            case let byte = bytes[position],
            byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
        {
            position += 1
        }
    }

    mutating func accept(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else {
            return false
        }
        position += 1
        return true
    }

    package mutating func expect(_ character: Unicode.Scalar) throws(Failure) {
        guard accept(character) else { throw fail("expected \"\(character)\"") }
    }

    /// Reads bytes for as long as they are of a kind.
    mutating func take(while belongs: (UInt8) -> Bool) -> UnsafeRawBufferPointer {
        let start = position
        while position < bytes.count, belongs(bytes[position]) { position += 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<position])
    }
}
