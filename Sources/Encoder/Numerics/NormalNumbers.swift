import Foundation

/// Random numbers with the normal distribution of mean 0 and variance 1: always the same ones for the same
/// seed.
struct NormalNumbers {
    private var state: UInt64
    /// They come in pairs.
    private var spare: Float?

    init(seed: UInt64) { state = seed }

    /// Marsaglia and Bray's polar method (1964).
    mutating func next() -> Float {
        if let spare {
            self.spare = nil
            return spare
        }
        while true {
            let (x, y) = (uniform(), uniform())
            let square = x * x + y * y
            guard square > 0, square < 1 else { continue }
            let scale = (-2 * log(square) / square).squareRoot()
            spare = Float(y * scale)
            return Float(x * scale)
        }
    }

    /// A number in [−1, 1), by SplitMix64 (Steele, Lea and Flood 2014).
    private mutating func uniform() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        bits ^= bits >> 31
        return Double(bits >> 11) / Double(1 << 52) - 1
    }
}
