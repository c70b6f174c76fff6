import Foundation

/// Random numbers with the normal distribution of mean 0 and variance 1: always the same ones for the same
/// seed.
struct NormalNumbers {
    private var random: SeededRandom
    /// They come in pairs.
    private var spare: Float?

    init(seed: UInt64) { random = SeededRandom(seed: seed) }

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

    /// A number in [−1, 1).
    private mutating func uniform() -> Double {
        Double(random.next() >> 11) / Double(1 << 52) - 1
    }
}
