import Foundation

/// Numbers as readers see them. The same in every locale.
enum Format {
    /// Three decimals, `0.811`.
    static func cosine(_ value: Float) -> String { fixed(Double(value), decimals: 3) }

    /// A fraction as a percentage with one decimal, `16.2%`.
    static func percent(_ fraction: Float) -> String {
        fixed(Double(fraction) * 100, decimals: 1) + "%"
    }

    /// Rounded half away from zero in decimal; never `-0.000`.
    static func fixed(_ value: Double, decimals: Int) -> String {
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
    static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// Groups of three digits, `22,713,216`.
    static func grouped(_ value: Int) -> String {
        let digits = Array(String(value.magnitude))
        var result = value < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }
}
