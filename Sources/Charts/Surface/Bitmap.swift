/// The pixels of a finished drawing: 32 bits each in the machine's byte order, from the highest
/// alpha, red, green, blue; colours premultiplied by alpha.
///
/// A view of memory that somebody else owns.
struct Bitmap {
    let bytes: UnsafeRawBufferPointer
    let width: Int
    let height: Int
    /// Bytes from one row to the next; a multiple of four.
    let stride: Int
    let hasAlpha: Bool

    func row(_ index: Int) -> UnsafeBufferPointer<UInt32> {
        let row = UnsafeRawBufferPointer(
            rebasing: bytes[index * stride..<index * stride + width * 4])
        return row.assumingMemoryBound(to: UInt32.self)
    }
}
