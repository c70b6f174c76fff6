/// Random numbers that are the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A label of 0 to `longest` characters in one of several scripts.
    mutating func label(_ longest: Int) -> String {
        let alphabets: [[Character]] = [
            Array("abcdefghijklmnop"), Array("银行河水日本語"), Array("абвгдежз"), Array("ابتثجحخ"),
            Array("हिन्दी"), Array("🙂🏦👩‍👩‍👧"), Array("#[]()<>&\"'"), ["\0", "\n", "\u{7F}", "a\u{301}"],
        ]
        let alphabet = alphabets.randomElement(using: &self) ?? []
        let count = Int.random(in: 0...longest, using: &self)
        return String((0..<count).compactMap { _ in alphabet.randomElement(using: &self) })
    }
}
