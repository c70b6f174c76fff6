import Hashing

/// A choice that looks random and is the same on every machine: the bytes of a text decide it.
package enum StableDraw {
    /// Number h mod `count`, where h are the first eight bytes of the SHA-256 of the text in UTF-8, the
    /// highest first.
    ///
    /// - Parameter count: from how many to draw; at least 1.
    package static func index(of text: String, below count: Int) -> Int {
        let number = SHA256.hash(data: Array(text.utf8)).prefix(8)
            .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(number % UInt64(max(count, 1)))
    }
}
