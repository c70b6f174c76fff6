import Foundation

/// Memory for all weights of a model, in large pages where the system has them.
///
/// Every pass reads all weights. In pages of 4 KB the processor looks up tens of thousands of
/// addresses for that; one large page takes the place of 512. Buffers of their own would each waste
/// a part of a large page, so they share one stretch of memory.
final class MemoryArena: Sendable {
    private struct Chunk {
        var base: UncheckedSendable<UnsafeMutableRawPointer>
        var byteCount: Int
        var used = 0
    }

    private let chunks = Locked<[Chunk]>([])

    /// So much is reserved at a time; what is not used is never touched and takes no memory.
    private static let chunkSize = 32 << 20

    /// Takes a buffer, which keeps the arena alive.
    /// - Throws: `NumericsError` when there is no such amount of memory.
    func buffer(byteCount: Int) throws -> AlignedBuffer {
        let count = max(byteCount, 1)
        guard count <= Int.max - Self.chunkSize else { throw Self.outOfMemory(byteCount) }
        let size = AlignedBuffer.rounded(count)
        let base = try chunks.withLock { chunks in
            if let last = chunks.last, last.byteCount - last.used >= size {
                chunks[chunks.count - 1].used += size
                return UncheckedSendable(last.base.value + last.used)
            }
            let pages = (max(size, Self.chunkSize) + LargePages.size - 1) / LargePages.size
            let byteCount = pages * LargePages.size
            guard let base = aligned_alloc(LargePages.size, byteCount) else {
                throw Self.outOfMemory(size)
            }
            LargePages.advise(UnsafeMutableRawBufferPointer(start: base, count: byteCount))
            chunks.append(
                Chunk(base: UncheckedSendable(base), byteCount: byteCount, used: size))
            return UncheckedSendable(base)
        }
        return AlignedBuffer(base: base.value, byteCount: size, ownedBy: self)
    }

    private static func outOfMemory(_ byteCount: Int) -> NumericsError {
        NumericsError(operation: "reserve \(byteCount) bytes", status: "out of memory")
    }

    deinit {
        chunks.withLock { for chunk in $0 { free(chunk.base.value) } }
    }
}
