import Testing

@testable import Hashing

/// The examples that NIST publishes with FIPS 180-4 (and one of its million-letter messages).
@Suite struct HashFunctionTests {
    static let messages: [(text: String, sha1: String, sha256: String)] = [
        (
            "", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        ),
        (
            "abc", "a9993e364706816aba3e25717850c26c9cd0d89d",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        ),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            String(repeating: "a", count: 1_000_000), "34aa973cd4c4daa4f61eeb2bdbad27316534016f",
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ]

    @Test(arguments: messages.indices)
    func hashesThePublishedMessages(_ index: Int) {
        let message = Self.messages[index]
        #expect(SHA256.hash(data: Array(message.text.utf8)).hexadecimal == message.sha256)
        #expect(SHA1.hash(data: Array(message.text.utf8)).hexadecimal == message.sha1)
    }

    /// The examples of RFC 1321.
    @Test func md5HashesThePublishedMessages() {
        for (text, hash) in [
            ("", "d41d8cd98f00b204e9800998ecf8427e"), ("abc", "900150983cd24fb0d6963f7d28e17f72"),
            (
                String(repeating: "1234567890", count: 8), "57edf4a22be3c955ac49da2e2107b67a"
            ),
        ] {
            #expect(MD5.hash(data: Array(text.utf8)).hexadecimal == hash)
        }
    }

    /// Pieces of every length around that of a block of 64 bytes.
    @Test func piecesGiveTheHashOfTheWhole() {
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        for length in [1, 55, 56, 63, 64, 65, 127, 128, 999] {
            var hash = SHA256()
            for start in stride(from: 0, to: bytes.count, by: length) {
                hash.update(data: bytes[start..<min(start + length, bytes.count)])
            }
            #expect(hash.finalize() == SHA256.hash(data: bytes), "pieces of \(length)")
        }
    }

    @Test func aSequenceWithoutStorageGivesTheSame() {
        let lazy = (0..<300).lazy.map { UInt8(truncatingIfNeeded: $0) }
        #expect(SHA256.hash(data: lazy) == SHA256.hash(data: Array(lazy)))
    }

    @Test func goesOnAfterAHash() {
        var hash = SHA256()
        hash.update(data: Array("ab".utf8))
        let first = hash.finalize()
        #expect(hash.finalize() == first)
        let copy = hash
        hash.update(data: Array("c".utf8))
        #expect(hash.finalize() == SHA256.hash(data: Array("abc".utf8)))
        #expect(copy.finalize() == first)
    }

    @Test func anEmptyPieceChangesNothing() {
        var hash = SHA1()
        hash.update(bufferPointer: UnsafeRawBufferPointer(start: nil, count: 0))
        #expect(hash.finalize() == SHA1.hash(data: [UInt8]()))
    }
}
