internal import CNettle

/// SHA-1 (FIPS 180-4), by which Git names blobs. It protects nothing against an attacker.
package struct SHA1: HashFunction {
    private var context = sha1_ctx()

    package init() { nettle_sha1_init(&context) }

    package mutating func update(bufferPointer: UnsafeRawBufferPointer) {
        guard let base = bufferPointer.baseAddress else { return }
        nettle_sha1_update(
            &context, bufferPointer.count, base.assumingMemoryBound(to: UInt8.self))
    }

    package func finalize() -> Digest {
        var context = context
        var bytes = [UInt8](repeating: 0, count: Int(SHA1_DIGEST_SIZE))
        cnettle_sha1_digest(&context, &bytes)
        return Digest(bytes)
    }
}
