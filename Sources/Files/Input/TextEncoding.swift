/// How the bytes of a list spell its text.
package enum TextEncoding: String, CaseIterable, Sendable {
    case utf8 = "utf-8"
    /// With a byte-order mark that says which byte comes first.
    case utf16 = "utf-16"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    /// What Excel calls ANSI in western Europe and America; ISO 8859-1 is a part of it.
    case windows1252 = "windows-1252"

    /// The encoding of a name, in any case, as Python and spreadsheets know it.
    package init?(name: String) {
        switch name.lowercased().filter({ $0 != "-" && $0 != "_" && $0 != " " }) {
        case "utf8", "utf8sig": self = .utf8
        case "utf16": self = .utf16
        case "utf16le": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        case "windows1252", "cp1252", "1252", "ansi", "latin1", "iso88591": self = .windows1252
        default: return nil
        }
    }
}

/// Turns the bytes of a file into UTF-8, piece by piece.
///
/// Without an encoding a byte-order mark of UTF-16 decides; anything else is taken for UTF-8 and passed on as it
/// is, so that what is no UTF-8 is found where it stands.
struct TextDecoder {
    /// What cannot be text, and on which line, from 1.
    struct Failure: Error {
        var line: Int
        var problem: String
    }

    private var encoding: TextEncoding?
    /// Bytes that wait for those after them.
    private var rest: [UInt8] = []
    private var highSurrogate: UInt16?
    private var line = 1
    private var isAtStart = true

    init(_ encoding: TextEncoding?) { self.encoding = encoding }

    /// The encoding, once the first bytes have been seen.
    var name: String { (encoding ?? .utf8).rawValue }

    /// The text that is complete.
    /// - Parameter bytes: the next ones; none at the end of the file.
    mutating func decode(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
        let isAtEnd = bytes.isEmpty
        if encoding == .utf8 { return bytes }
        rest += bytes
        if isAtStart {
            guard rest.count >= 2 || isAtEnd else { return [] }
            isAtStart = false
            chooseByMark()
        }
        switch encoding {
        case .utf16LittleEndian?, .utf16BigEndian?:
            return try decodeUTF16(isAtEnd: isAtEnd)
        case .windows1252?:
            return try decodeWindows1252()
        default:
            defer { rest = [] }
            return rest
        }
    }

    private mutating func chooseByMark() {
        let isLittle = rest.starts(with: [0xFF, 0xFE])
        let isBig = rest.starts(with: [0xFE, 0xFF])
        switch encoding {
        case nil:
            encoding = isLittle ? .utf16LittleEndian : isBig ? .utf16BigEndian : .utf8
        case .utf16?: encoding = isBig ? .utf16BigEndian : .utf16LittleEndian
        default: break
        }
        let isMarked =
            encoding == .utf16LittleEndian && isLittle || encoding == .utf16BigEndian && isBig
        if isMarked { rest.removeFirst(2) }
    }

    private mutating func decodeUTF16(isAtEnd: Bool) throws(Failure) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(rest.count)
        let (low, high) = encoding == .utf16LittleEndian ? (0, 1) : (1, 0)
        for start in stride(from: 0, to: rest.count - 1, by: 2) {
            let unit = UInt16(rest[start + high]) << 8 | UInt16(rest[start + low])
            if let first = highSurrogate {
                guard UTF16.isTrailSurrogate(unit) else { throw halfPair }
                let offset = UInt32(first & 0x3FF) << 10 | UInt32(unit & 0x3FF)
                highSurrogate = nil
                try append(0x10000 + offset, to: &text)
            } else if UTF16.isLeadSurrogate(unit) {
                highSurrogate = unit
            } else {
                try append(UInt32(unit), to: &text)
            }
        }
        rest.removeFirst(rest.count & ~1)
        if isAtEnd, highSurrogate != nil || !rest.isEmpty {
            throw Failure(line: line, problem: "the UTF-16 text ends in the middle of a character")
        }
        return text
    }

    private mutating func append(_ value: UInt32, to text: inout [UInt8]) throws(Failure) {
        guard let scalar = Unicode.Scalar(value) else { throw halfPair }
        if scalar == "\n" { line += 1 }
        text += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
    }

    private var halfPair: Failure {
        Failure(line: line, problem: "half of a surrogate pair; is the file UTF-16?")
    }

    private mutating func decodeWindows1252() throws(Failure) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(rest.count + rest.count / 8)
        for byte in rest {
            if byte < 0x80 {
                if byte == UInt8(ascii: "\n") { line += 1 }
                text.append(byte)
                continue
            }
            let value =
                byte < 0xA0 ? Self.windows1252[Int(byte) - 0x80] : UInt32(byte)
            guard value != 0 else {
                throw Failure(
                    line: line,
                    problem: "the byte 0x\(String(byte, radix: 16, uppercase: true)) is no "
                        + "character of Windows-1252")
            }
            try append(value, to: &text)
        }
        rest = []
        return text
    }

    /// The characters of the bytes 0x80 to 0x9F (Unicode's CP1252.TXT); 0 for none.
    private static let windows1252: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
        0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
        0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]
}
