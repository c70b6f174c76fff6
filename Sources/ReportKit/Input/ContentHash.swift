import Crypto

/// Names content by its SHA-256.
enum ContentHash {
    /// The hash of a list of texts, which says where each begins: `["ab", ""]` and `["a", "b"]`
    /// differ.
    /// - Parameter length: how many of the 64 hexadecimal digits.
    static func hex(_ parts: [String], length: Int = 64) -> String {
        var hash = SHA256()
        for part in parts {
            hash.update(data: Array("\(part.utf8.count):".utf8))
            hash.update(data: Array(part.utf8))
        }
        return String(hex(hash.finalize()).prefix(length))
    }

    static func hex(of bytes: some Sequence<UInt8>, length: Int = 64) -> String {
        String(hex(SHA256.hash(data: Array(bytes))).prefix(length))
    }

    /// The hash of bytes that come in parts.
    struct Stream {
        private var hash = SHA256()

        mutating func add(_ bytes: [UInt8]) { hash.update(data: bytes) }

        /// - Parameter length: how many of the 64 hexadecimal digits.
        func finish(length: Int = 64) -> String {
            String(ContentHash.hex(hash.finalize()).prefix(length))
        }
    }

    /// The first eight bytes of a text's hash.
    ///
    /// Enough to tell the rows of a list apart: two of a million are confused once in thirty million
    /// lists.
    static func short(_ text: String) -> UInt64 {
        SHA256.hash(data: Array(text.utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    fileprivate static func hex(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in digest {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
