internal import CNettle

/// SHA-256 (FIPS 180-4), by Nettle with the processor's instructions for it.
package struct SHA256: HashFunction {
    private var context = sha256_ctx()

    package init() { nettle_sha256_init(&context) }

    package mutating func update(bufferPointer: UnsafeRawBufferPointer) {
        guard let base = bufferPointer.baseAddress else { return }
        nettle_sha256_update(
            &context, bufferPointer.count, base.assumingMemoryBound(to: UInt8.self))
    }

    package func finalize() -> Digest {
        var context = context
        var bytes = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_SIZE))
        cnettle_sha256_digest(&context, &bytes)
        return Digest(bytes)
    }
}
