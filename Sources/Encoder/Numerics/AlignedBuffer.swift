/// Memory for oneDNN: uninitialised bytes on a 64-byte boundary, freed with the object.
final class AlignedBuffer: @unchecked Sendable {
    // Sendable: written only while a single owner holds it, before it is shared.
    let base: UnsafeMutableRawPointer
    let byteCount: Int

    init(byteCount: Int) {
        self.byteCount = max(byteCount, 64)
        base = .allocate(byteCount: self.byteCount, alignment: 64)
    }

    convenience init(floatCount: Int) {
        self.init(byteCount: floatCount * MemoryLayout<Float>.stride)
    }

    /// The start of the buffer as floats, uninitialised until written.
    var floatBase: UnsafeMutablePointer<Float> {
        base.assumingMemoryBound(to: Float.self)
    }

    /// The buffer as floats, uninitialised until written.
    var floats: UnsafeMutableBufferPointer<Float> {
        UnsafeMutableBufferPointer(
            start: floatBase, count: byteCount / MemoryLayout<Float>.stride)
    }

    deinit { base.deallocate() }
}
