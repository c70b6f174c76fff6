/// The bytes of a hash: 32 of SHA-256, 20 of SHA-1, 16 of MD5.
package struct Digest: RandomAccessCollection, Hashable, Sendable {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    package var startIndex: Int { bytes.startIndex }
    package var endIndex: Int { bytes.endIndex }
    package subscript(position: Int) -> UInt8 { bytes[position] }

    /// Two digits a byte, in lower case.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
