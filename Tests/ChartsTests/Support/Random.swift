// So that every file of these tests has what all tests share.
@_exported import TestSupport

extension SeededGenerator {
    /// A label of 0 to `longest` characters in one of several scripts.
    mutating func label(_ longest: Int) -> String {
        let alphabets: [[Character]] = [
            Array("abcdefghijklmnop"), Array("银行河水日本語"), Array("абвгдежз"), Array("ابتثجحخ"),
            Array("हिन्दी"), Array("שלוםבנק"), Array("ธนาคารแม่น้ำ"), Array("🙂🏦👩‍👩‍👧"), Array("#[]()<>&\"'"),
            ["\0", "\n", "\u{7F}", "a\u{301}"],
        ]
        let alphabet = alphabets.randomElement(using: &self) ?? []
        let count = Int.random(in: 0...longest, using: &self)
        return String((0..<count).compactMap { _ in alphabet.randomElement(using: &self) })
    }

    /// A number of any kind: usual ones mostly, else extreme ones or none at all.
    mutating func number() -> Double {
        let odd: [Double] = [
            .nan, .infinity, -.infinity, 0, -0.0, 1e308, -1e308, .leastNonzeroMagnitude, 1e-12, -1,
        ]
        return Int.random(in: 0..<6, using: &self) == 0
            ? odd.randomElement(using: &self) ?? 0 : Double.random(in: 0...1, using: &self)
    }

    /// As many numbers, sometimes all usual, sometimes of any kind, sometimes all equal.
    mutating func numbers(_ count: Int) -> [Double] {
        switch Int.random(in: 0..<4, using: &self) {
        case 0: return Array(repeating: number(), count: count)
        case 1: return (0..<count).map { _ in number() }
        default: return (0..<count).map { _ in Double.random(in: -0.2...1, using: &self) }
        }
    }
}
