import Hashing

/// Names content by its SHA-256.
package enum ContentHash {
    /// The hash of a list of texts, which says where each begins: `["ab", ""]` and `["a", "b"]`
    /// differ.
    /// - Parameter length: how many of the 64 hexadecimal digits.
    package static func hex(_ parts: [String], length: Int = 64) -> String {
        var hash = Stream()
        hash.add(parts)
        return hash.finish(length: length)
    }

    package static func hex(of bytes: some Sequence<UInt8>, length: Int = 64) -> String {
        String(SHA256.hash(data: bytes).hexadecimal.prefix(length))
    }

    /// The hash of bytes that come in parts.
    package struct Stream {
        private var hash = SHA256()

        package init() {}

        package mutating func add(_ bytes: [UInt8]) { hash.update(data: bytes) }

        /// Adds a list of texts, which says where each begins.
        package mutating func add(_ parts: [String]) {
            var bytes: [UInt8] = []
            for part in parts {
                bytes += "\(part.utf8.count):".utf8
                bytes += part.utf8
            }
            hash.update(data: bytes)
        }

        /// - Parameter length: how many of the 64 hexadecimal digits.
        package func finish(length: Int = 64) -> String {
            String(hash.finalize().hexadecimal.prefix(length))
        }
    }

    /// The first eight bytes of a text's hash.
    ///
    /// Enough to tell the rows of a list apart: two of a million are confused once in thirty million
    /// lists.
    package static func short(_ text: String) -> UInt64 {
        SHA256.hash(data: text.utf8).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
