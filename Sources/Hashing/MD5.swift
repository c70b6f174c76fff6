internal import CNettle

/// MD5 (RFC 1321), by which some servers name files. It protects nothing against an attacker.
package struct MD5: HashFunction {
    private var context = md5_ctx()

    package init() { nettle_md5_init(&context) }

    package mutating func update(bufferPointer: UnsafeRawBufferPointer) {
        guard let base = bufferPointer.baseAddress else { return }
        nettle_md5_update(
            &context, bufferPointer.count, base.assumingMemoryBound(to: UInt8.self))
    }

    package func finalize() -> Digest {
        var context = context
        var bytes = [UInt8](repeating: 0, count: Int(MD5_DIGEST_SIZE))
        cnettle_md5_digest(&context, &bytes)
        return Digest(bytes)
    }
}
