import Foundation

/// Numbers as readers see them. The same in every locale.
package enum Format {
    /// Three decimals, `0.811`.
    package static func cosine(_ value: Float) -> String { fixed(Double(value), decimals: 3) }

    /// Four decimals, as all tables have them; figures and sentences have three significant digits.
    package static func cell(_ value: Double) -> String { fixed(value, decimals: 4) }

    /// A fraction as a percentage with one decimal, `16.2%`.
    package static func percent(_ fraction: Float) -> String {
        fixed(Double(fraction) * 100, decimals: 1) + "%"
    }

    /// Rounded half away from zero in decimal; never `-0.000`.
    package static func fixed(_ value: Double, decimals: Int) -> String {
        var scale: Double = 1
        for _ in 0..<decimals { scale *= 10 }
        let scaled = (value * scale).rounded()
        // Beyond 2^53 there are no decimals to round, and an Int would overflow later.
        guard scaled.magnitude < 0x1p53 else { return value.description }
        let digits = String(Int64(scaled.magnitude))
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let sign = scaled < 0 ? "−" : ""
        guard decimals > 0 else { return sign + padded }
        return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    }

    /// `a`, `a and b`, `a, b and c`.
    package static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// The same with each name once.
    package static func names(_ tokens: [String]) -> String {
        var names: [String] = []
        for token in tokens where !names.contains(token) { names.append(token) }
        return list(names)
    }

    /// A word or token for plain text around it: letters that run from right to left are kept apart, so
    /// that they do not reorder the numbers beside them.
    package static func isolated(_ word: String) -> String {
        let runsLeft = word.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x590...0x8FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFC, 0x10800...0x10FFF,
                0x1E800...0x1EFFF:
                true
            default: false
            }
        }
        return runsLeft ? "\u{2068}\(word)\u{2069}" : word
    }

    /// Groups of three digits, `22,713,216`.
    package static func grouped(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var result = value < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }
}
