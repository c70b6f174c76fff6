/// A tensor that still lies in its file.
struct WeightTensor {
    let file: SafetensorsFile
    let entry: SafetensorsHeader.Entry

    var elementCount: Int { entry.elementCount }

    /// Copies the scalars as 32-bit floats and lets the file's pages go.
    /// - Parameter destination: as many floats as the tensor has scalars.
    func copy(to destination: UnsafeMutableBufferPointer<Float>) {
        copy(scalars: 0..<elementCount, to: destination)
        releasePages()
    }

    /// Where the scalars lie in the mapping, if they lie there as aligned 32-bit floats; valid while
    /// the file object lives, and not to be written to.
    var mapped: UnsafeMutableRawPointer? {
        guard entry.type == .float32, let base = file.bytes(of: entry).baseAddress,
            Int(bitPattern: base) % MemoryLayout<Float>.alignment == 0
        else { return nil }
        return UnsafeMutableRawPointer(mutating: base)
    }

    /// Lets the file's pages go, after the scalars have been copied.
    func releasePages() { file.releasePages(of: entry) }

    /// A copy on a boundary that oneDNN likes.
    func copied() throws -> AlignedBuffer {
        let buffer = try AlignedBuffer(shape: [elementCount])
        copy(to: UnsafeMutableBufferPointer(rebasing: buffer.floats[..<elementCount]))
        return buffer
    }

    /// Copies a range of the scalars, counted in row-major order, as 32-bit floats.
    func copy(scalars: Range<Int>, to destination: UnsafeMutableBufferPointer<Float>) {
        // `WeightStore` lets no other types through than these and F32.
        let size = entry.type == .float16 || entry.type == .bfloat16 ? 2 : 4
        let all = file.bytes(of: entry)
        let bytes = UnsafeRawBufferPointer(
            rebasing: all[scalars.lowerBound * size..<scalars.upperBound * size])
        switch entry.type {
        case .float16:
            for index in 0..<scalars.count {
                let bits = bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
                destination[index] = Float(Float16(bitPattern: UInt16(littleEndian: bits)))
            }
        case .bfloat16:
            for index in 0..<scalars.count {
                let bits = bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)
                destination[index] = Float(bitPattern: UInt32(UInt16(littleEndian: bits)) << 16)
            }
        default:
            UnsafeMutableRawBufferPointer(destination).copyMemory(from: bytes)
        }
    }
}
