/// Writes tables as RFC 4180 says: UTF-8, CRLF line ends, quotes where they are needed.
///
/// Fields keep their exact text. A cell that begins with `=`, `+`, `-` or `@` is a formula to a
/// spreadsheet program; the usual defence, a quote mark in front, would change the data for every
/// other reader, so it is not applied. Import such a column as text.
struct CSV {
    private(set) var bytes: [UInt8] = []

    /// - Parameter header: the first line.
    init(header: [String]) { append(header) }

    /// Adds one record.
    mutating func append(_ fields: [String]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(field)
        }
        // A record of one empty field would otherwise be a blank line, which readers skip.
        if fields == [""] { bytes += [UInt8(ascii: "\""), UInt8(ascii: "\"")] }
        bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }

    private mutating func append(_ field: String) {
        let quote = UInt8(ascii: "\"")
        guard field.utf8.contains(where: Self.needsQuotes) else {
            bytes += field.utf8
            return
        }
        bytes.append(quote)
        for byte in field.utf8 {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }

    private static func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
        default: false
        }
    }
}
