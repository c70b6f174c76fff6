/// A hash of bytes that come piece by piece.
///
/// ```swift
/// var hash = SHA256()
/// hash.update(data: Array("ab".utf8))
/// hash.update(data: Array("c".utf8))
/// hash.finalize().hexadecimal  // "ba7816bf…"
/// ```
package protocol HashFunction: Sendable {
    init()

    /// Takes in the next bytes.
    mutating func update(bufferPointer: UnsafeRawBufferPointer)

    /// The hash of all bytes so far; this value itself stays as it is, and can take in more.
    func finalize() -> Digest
}

extension HashFunction {
    /// Takes in the next bytes.
    package mutating func update(data: some Sequence<UInt8>) {
        let inPlace: Void? = data.withContiguousStorageIfAvailable {
            update(bufferPointer: UnsafeRawBufferPointer($0))
        }
        if inPlace == nil {
            Array(data).withUnsafeBytes { update(bufferPointer: $0) }
        }
    }

    /// The hash of bytes that are all there.
    package static func hash(data: some Sequence<UInt8>) -> Digest {
        var hash = Self()
        hash.update(data: data)
        return hash.finalize()
    }
}
