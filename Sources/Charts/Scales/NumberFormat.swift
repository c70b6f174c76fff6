/// How numbers become text: always with `.`, whatever the locale, and with a true minus sign.
enum NumberFormat: Equatable {
    case fixed(decimals: Int)
    /// `1.5×10⁶`
    case scientific(decimals: Int)

    /// As many digits as each number needs: `0.00012`, `0.34`, `12`; scientific for the smallest and
    /// the largest.
    case significant(digits: Int)

    /// A format that tells ticks apart.
    static func ticks(_ ticks: Ticks) -> NumberFormat {
        let largest = ticks.values.map(abs).max() ?? 0
        guard largest > 0, ticks.step > 0 else { return values(ticks.values) }
        let exponent = decimalExponent(ticks.step * 1.000_000_1)
        if isOrdinary(largest), exponent >= -9 {
            return .fixed(decimals: max(0, -exponent))
        }
        return .scientific(decimals: min(max(0, decimalExponent(largest) - exponent), 9))
    }

    /// A format that keeps `digits` significant digits of the largest number.
    static func values(_ values: [Double], digits: Int = 3) -> NumberFormat {
        let numbers = values.filter(\.isFinite)
        let largest = numbers.map(abs).max() ?? 0
        guard largest > 0 else { return .fixed(decimals: 0) }
        guard isOrdinary(largest) else { return .scientific(decimals: max(0, digits - 1)) }
        if numbers.allSatisfy({ $0 == $0.rounded() }) { return .fixed(decimals: 0) }
        // A probability of 1 is written like its neighbours: 1.000 beside 0.308.
        let exponent = largest == 1 ? -1 : decimalExponent(largest)
        return .fixed(decimals: max(0, digits - 1 - exponent))
    }

    /// The number as text; NaN is "n/a", infinite numbers are "∞" and "−∞".
    func string(_ value: Double) -> String {
        guard value.isFinite else {
            return value.isNaN ? "n/a" : value < 0 ? "−∞" : "∞"
        }
        switch self {
        case .significant(let digits):
            guard value != 0 else { return "0" }
            guard Self.isOrdinary(abs(value)) else {
                return NumberFormat.scientific(decimals: max(digits - 1, 0)).string(value)
            }
            let decimals = max(0, digits - 1 - decimalExponent(abs(value)))
            return NumberFormat.fixed(decimals: decimals).string(value)
        case .fixed(let decimals):
            return Self.fixed(value, decimals) ?? NumberFormat.scientific(decimals: 2).string(value)
        case .scientific(let decimals):
            return Self.scientific(value, decimals)
        }
    }

    /// A power of ten without its factor of one: 10⁻⁵, but 2×10⁻⁵.
    func powerOfTen(_ value: Double) -> String {
        let text = string(value)
        return text.hasPrefix("1×") ? String(text.dropFirst(2)) : text
    }

    private static func isOrdinary(_ magnitude: Double) -> Bool {
        magnitude < 999_999.5 && magnitude >= 1e-4
    }

    /// `nil` when the number has too many digits to be exact.
    private static func fixed(_ value: Double, _ decimals: Int) -> String? {
        let decimals = min(max(decimals, 0), 15)
        let scaled = (abs(value) * power(10, Double(decimals))).rounded()
        guard scaled < 1e15 else { return nil }
        var digits = String(Int(scaled))
        if digits.utf8.count <= decimals {
            digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
        }
        let sign = value < 0 && scaled > 0 ? "−" : ""
        guard decimals > 0 else { return sign + digits }
        return sign + digits.dropLast(decimals) + "." + digits.suffix(decimals)
    }

    private static func scientific(_ value: Double, _ decimals: Int) -> String {
        guard value != 0 else { return "0" }
        // Numbers below the normal range lose digits when divided by their power of ten at once.
        let isTiny = abs(value) < 1e-290
        let normal = isTiny ? value * 1e200 : value
        var exponent = decimalExponent(abs(normal))
        let decimals = min(max(decimals, 0), 9)
        var mantissa = normal / power(10, Double(exponent))
        let unit = power(10, Double(decimals))
        if (abs(mantissa) * unit).rounded() >= 10 * unit {
            mantissa /= 10
            exponent += 1
        }
        let text = fixed(mantissa, decimals) ?? "\(mantissa)"
        return text + "×10" + superscript(isTiny ? exponent - 200 : exponent)
    }

    private static func superscript(_ number: Int) -> String {
        let digits: [Character] = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
        let magnitude = String(number.magnitude).compactMap(\.wholeNumberValue).map { digits[$0] }
        return (number < 0 ? "⁻" : "") + String(magnitude)
    }
}
