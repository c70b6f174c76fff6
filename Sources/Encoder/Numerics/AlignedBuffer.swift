import Foundation

/// Memory for oneDNN: uninitialised bytes on a 64-byte boundary, freed with the object.
final class AlignedBuffer: @unchecked Sendable {
    // Sendable: written only while a single owner holds it, before it is shared.
    let base: UnsafeMutableRawPointer
    let byteCount: Int
    /// What the memory belongs to; `nil` for memory of its own.
    private let owner: AnyObject?

    static let alignment = 64

    /// - Throws: `NumericsError` when there is not enough memory: sizes come from files, and a wrong one must
    ///   not end the process.
    init(byteCount: Int) throws {
        let count = max(byteCount, 1)
        guard count <= Int.max - Self.alignment,
            let base = aligned_alloc(Self.alignment, Self.rounded(count))
        else {
            throw NumericsError(operation: "reserve \(byteCount) bytes", status: "out of memory")
        }
        self.byteCount = Self.rounded(count)
        self.base = base
        owner = nil
    }

    /// A part of somebody else's memory, which lives as long as the buffer.
    init(base: UnsafeMutableRawPointer, byteCount: Int, ownedBy owner: AnyObject) {
        self.base = base
        self.byteCount = byteCount
        self.owner = owner
    }

    /// Room for an array of floats.
    convenience init(shape: [Int]) throws {
        try self.init(byteCount: Self.byteCount(of: shape))
    }

    /// The size of an array of floats.
    static func byteCount(of shape: [Int]) throws -> Int {
        guard let count = elementCount(of: shape),
            case (let size, false) = count.multipliedReportingOverflow(
                by: MemoryLayout<Float>.stride)
        else {
            throw NumericsError(
                operation: "reserve an array of shape \(shape)", status: "out of memory")
        }
        return size
    }

    /// A size in whole units of the alignment.
    /// - Precondition: `byteCount` is at most `Int.max` − 64.
    static func rounded(_ byteCount: Int) -> Int {
        (byteCount + alignment - 1) / alignment * alignment
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

    deinit {
        if owner == nil { free(base) }
    }
}
