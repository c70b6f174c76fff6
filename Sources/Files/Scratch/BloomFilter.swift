/// What may have been seen and what has not, in memory of a fixed size (Bloom 1970).
///
/// Each hash sets three bits of one word, so that asking costs one access to memory.
struct BloomFilter {
    private var words: [UInt64]
    private let shift: Int

    /// - Parameter bits: the logarithm of the number of words, from 1 to 32: 19 for 4 MB, with which of 100 new hashes
    ///   beside a million others less than one seems to be known, beside ten million about 25.
    init(bits: Int) {
        words = [UInt64](repeating: 0, count: 1 << bits)
        shift = 64 - bits
    }

    mutating func insert(_ hash: UInt64) {
        let (index, mask) = place(hash)
        words[index] |= mask
    }

    /// - Returns: `false` only for a hash that was never inserted.
    func mayContain(_ hash: UInt64) -> Bool {
        let (index, mask) = place(hash)
        return words[index] & mask == mask
    }

    private func place(_ hash: UInt64) -> (index: Int, mask: UInt64) {
        // Spreads numbers that are no hashes (Knuth's multiplicative hashing).
        let mixed = (hash ^ hash >> 32) &* 0x9E37_79B9_7F4A_7C15
        let mask: UInt64 = 1 << (mixed & 63) | 1 << (mixed >> 6 & 63) | 1 << (mixed >> 12 & 63)
        return (Int(mixed >> UInt64(shift)), mask)
    }
}
