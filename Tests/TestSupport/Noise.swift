/// A linear congruential generator: the same numbers in every run.
public struct Noise: RandomNumberGenerator {
    private var state: UInt64 = 1

    public init() {}

    public mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        // The low bits of such a generator repeat soon.
        return state ^ (state >> 33)
    }

    /// In 0..<1.
    public mutating func next() -> Float { Float(next() >> 40) / Float(1 << 24) }
}
