import Foundation

/// Memory for oneDNN: uninitialised bytes on a 64-byte boundary, freed with the object.
final class AlignedBuffer: @unchecked Sendable {
    // Sendable: written only while a single owner holds it, before it is shared.
    let base: UnsafeMutableRawPointer
    let byteCount: Int

    /// - Throws: `NumericsError` when there is no such amount of memory; sizes come from files, so
    ///   that this must not end the process.
    init(byteCount: Int) throws {
        let unit = 64
        let count = max(byteCount, 1)
        guard count <= Int.max - unit,
            let base = aligned_alloc(unit, (count + unit - 1) / unit * unit)
        else {
            throw NumericsError(operation: "reserve \(byteCount) bytes", status: "out of memory")
        }
        self.byteCount = (count + unit - 1) / unit * unit
        self.base = base
    }

    /// Room for an array of floats.
    convenience init(shape: [Int]) throws {
        guard let count = elementCount(of: shape),
            case (let size, false) = count.multipliedReportingOverflow(
                by: MemoryLayout<Float>.stride)
        else {
            throw NumericsError(
                operation: "reserve an array of shape \(shape)", status: "out of memory")
        }
        try self.init(byteCount: size)
    }

    /// The start of the buffer as floats, uninitialised until written; valid while the object lives.
    var floatBase: UnsafeMutablePointer<Float> {
        base.assumingMemoryBound(to: Float.self)
    }

    /// The buffer as floats, uninitialised until written; valid while the object lives.
    var floats: UnsafeMutableBufferPointer<Float> {
        UnsafeMutableBufferPointer(
            start: floatBase, count: byteCount / MemoryLayout<Float>.stride)
    }

    deinit { free(base) }
}
