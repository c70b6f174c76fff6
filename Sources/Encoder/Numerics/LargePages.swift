import Foundation

/// Pages of 2 MB, each in the place of 512 of the usual size, which the system would clear one by one when they are first
/// written to, and whose addresses the processor would look up one by one.
enum LargePages {
    static let size = 2 << 20

    /// Asks for large pages wherever one fits into memory that has not been written to yet. It may be refused.
    static func advise(_ memory: UnsafeMutableRawBufferPointer) {
        guard let base = memory.baseAddress else { return }
        let first = (Int(bitPattern: base) + size - 1) / size * size
        let end = (Int(bitPattern: base) + memory.count) / size * size
        guard first < end, let start = UnsafeMutableRawPointer(bitPattern: first) else { return }
        madvise(start, end - first, MADV_HUGEPAGE)
    }
}
