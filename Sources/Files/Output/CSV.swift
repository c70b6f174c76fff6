import Foundation

/// Writes tables as RFC 4180 says: UTF-8, CRLF line ends, quotes where they are needed.
///
/// Fields keep their exact text. A cell that begins with `=`, `+`, `-` or `@` is a formula to a
/// spreadsheet program; the usual defence, a quote mark in front, would change the data for every
/// other reader, so it is not applied. Import such a column as text.
package struct CSV {
    package private(set) var bytes: [UInt8] = []
    private let delimiter: UInt8

    /// - Parameters:
    ///   - header: the first line.
    ///   - delimiter: a comma, or a tab for a table with the same rules.
    package init(header: [String], delimiter: Unicode.Scalar = ",") {
        self.delimiter = UInt8(ascii: delimiter)
        append(header)
    }

    /// A number with six significant digits, more than the eye or a plot needs; those that restore it
    /// exactly are in the JSON.
    package static func number(_ value: Float) -> String {
        let magnitude = abs(Double(value))
        guard magnitude > 0 else { return Double(value).description }
        // Beyond, powers of ten are not exact, and numbers are rare.
        guard magnitude >= 1e-16, magnitude < 1e6 else { return value.description }
        // The power that gives six digits before the point.
        let unit = powersOfTen.first { magnitude * $0 >= 1e5 } ?? 1
        return ((Double(value) * unit).rounded() / unit).description
    }

    /// 1 to 10²¹, which are exact.
    private static let powersOfTen = (0...21).map { pow(10, Double($0)) }

    /// Hands over what has been written so far and forgets it.
    package mutating func takeBytes() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// Adds one record.
    package mutating func append(_ fields: [String]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(delimiter) }
            append(field)
        }
        // A record of one empty field would otherwise be a blank line, which readers skip.
        if fields == [""] { bytes += [UInt8(ascii: "\""), UInt8(ascii: "\"")] }
        bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }

    /// Adds one record of which the first fields and the next ones are at hand, for tables with many records that are
    /// alike.
    /// - Parameters:
    ///   - first: a result of `encoded`; `next` another.
    ///   - number: the last field, as `number` writes it.
    package mutating func append(encoded first: [UInt8], _ next: [UInt8], number: Float) {
        bytes += first
        bytes.append(delimiter)
        bytes += next
        bytes.append(delimiter)
        append(number)
        bytes.append(UInt8(ascii: "\r"))
        bytes.append(UInt8(ascii: "\n"))
    }

    /// What `number` gives, digit by digit for numbers as tables mostly have them.
    private mutating func append(_ value: Float) {
        let magnitude = abs(Double(value))
        // Outside, numbers are written with an exponent, or have more digits before the point.
        guard magnitude >= 1e-3, magnitude < 1e4 else {
            bytes += Self.number(value).utf8
            return
        }
        let exponent = Self.powersOfTen.firstIndex { magnitude * $0 >= 1e5 } ?? 0
        let unit = Int(Self.powersOfTen[exponent])
        var digits = Int((magnitude * Self.powersOfTen[exponent]).rounded())
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes += String(digits / unit).utf8
        bytes.append(UInt8(ascii: "."))
        digits %= unit
        var place = unit / 10
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(digits / place))
            digits %= place
            place /= 10
        } while digits > 0
    }

    /// Adds one record of a text and numbers with the digits that restore them.
    package mutating func append(_ field: String, exact numbers: [Float]) {
        append(field)
        for number in numbers {
            bytes.append(delimiter)
            bytes += number.description.utf8
        }
        bytes += [UInt8(ascii: "\r"), UInt8(ascii: "\n")]
    }

    /// Fields as they stand in a record.
    package func encoded(_ fields: [String]) -> [UInt8] {
        var table = self
        table.bytes = []
        for (index, field) in fields.enumerated() {
            if index > 0 { table.bytes.append(delimiter) }
            table.append(field)
        }
        return table.bytes
    }

    private mutating func append(_ field: String) {
        let quote = UInt8(ascii: "\"")
        guard field.utf8.contains(where: needsQuotes) else {
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

    private func needsQuotes(_ byte: UInt8) -> Bool {
        switch byte {
        case delimiter, UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
        default: false
        }
    }
}
