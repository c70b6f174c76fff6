/// A place in a text file: line and character, both from 1.
package struct TextPlace: Equatable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// Moves over one byte of UTF-8; the later bytes of a character do not count.
    package mutating func advance(over byte: UInt8) {
        if byte == UInt8(ascii: "\n") {
            line += 1
            column = 1
        } else if byte & 0xC0 != 0x80 {
            column += 1
        }
    }
}

/// Turns the bytes of a list into text, or says where they are not text.
package enum UTF8Text {
    /// - Parameters:
    ///   - place: where the bytes begin.
    ///   - isList: whether the file may be in another encoding if one says so.
    /// - Throws: `InputError.badPlace` for what is not UTF-8, and for NUL.
    package static func string(
        _ bytes: [UInt8], at place: TextPlace, name: String, isList: Bool = true
    ) throws(InputError) -> String {
        let nul = bytes.firstIndex(of: 0)
        if nul == nil, let text = String(validating: bytes, as: UTF8.self) { return text }
        let bad = firstInvalid(bytes)
        let problem: String
        let offset: Int
        if let nul, nul <= bad ?? nul {
            (offset, problem) = (nul, "a NUL byte; is the file UTF-16? Save it as UTF-8")
        } else {
            offset = bad ?? 0
            let byte = String(bytes[offset], radix: 16, uppercase: true)
            problem =
                "not UTF-8: the byte 0x\(byte); save the file as UTF-8"
                + (isList ? ", or use --encoding windows-1252" : "")
        }
        var place = place
        for byte in bytes[..<offset] { place.advance(over: byte) }
        throw .badPlace(name: name, line: place.line, column: place.column, problem: problem)
    }

    /// The first byte that does not belong to a character.
    private static func firstInvalid(_ bytes: [UInt8]) -> Int? {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded): offset += encoded.count
            case .emptyInput: return nil
            case .error: return offset
            }
        }
    }
}
