/// The bytes of a hash: 32 of SHA-256, 20 of SHA-1, 16 of MD5.
package struct Digest: RandomAccessCollection, Hashable, Sendable {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var startIndex: Int { bytes.startIndex }
    package var endIndex: Int { bytes.endIndex }
    package subscript(position: Int) -> UInt8 { bytes[position] }

    /// Two digits a byte, in lower case.
    package var hexadecimal: String {
        String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
            for (index, byte) in bytes.enumerated() {
                for (place, half) in [(0, byte >> 4), (1, byte & 15)] {
                    text[2 * index + place] = half < 10 ? 48 + half : 87 + half
                }
            }
            return 2 * bytes.count
        }
    }
}
