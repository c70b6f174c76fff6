import Foundation

/// Hashes that have been seen, in memory of a fixed size: what is more than a buffer lies in files without a name.
///
/// ```swift
/// let seen = SeenHashes()
/// try seen.insert(7)    // true: it is new
/// try seen.contains(7)  // true
/// ```
///
/// Answers are exact. A full buffer is sorted and written as a run; runs of about the same length become one, so that
/// there are few, each twice as long as the next. A filter spares looking into files for nearly all new hashes. Fewer
/// hashes than the buffer holds touch no disk.
package final class SeenHashes {
    private let capacity: Int
    private let filterBits: Int
    private let directory: String
    private var recent: Set<UInt64> = []
    /// The longest first.
    private var runs: [HashRun] = []
    private var filter: BloomFilter?

    /// Memory of about 1.5 MB, and 5 MB more for more than `capacity` hashes.
    package static let standardCapacity = 1 << 16

    /// - Parameters:
    ///   - capacity: how many hashes the buffer holds, at least 1.
    ///   - filterBits: see `BloomFilter`.
    ///   - directory: the folder for the files; by default that of the environment's `TMPDIR`.
    package init(
        capacity: Int = standardCapacity, filterBits: Int = 19,
        directory: String = NSTemporaryDirectory()
    ) {
        self.capacity = max(1, capacity)
        self.filterBits = filterBits
        self.directory = directory
    }

    /// How many files there are.
    var fileCount: Int { runs.count }

    /// - Complexity: O(1) for nearly all hashes that were not inserted, else O(log n) reads.
    /// - Throws: `OutputError.scratch`.
    package func contains(_ hash: UInt64) throws -> Bool {
        if recent.contains(hash) { return true }
        guard let filter, filter.mayContain(hash) else { return false }
        return try runs.contains { try $0.contains(hash) }
    }

    /// - Returns: whether it is new.
    /// - Throws: `OutputError.scratch`.
    @discardableResult
    package func insert(_ hash: UInt64) throws -> Bool {
        guard try !contains(hash) else { return false }
        if recent.count == capacity { try store() }
        recent.insert(hash)
        return true
    }

    /// Moves the buffer to the disk.
    private func store() throws {
        let sorted = recent.sorted()
        guard var run = try HashRun(sorted, in: directory) else { return }
        while let last = runs.last, last.count <= run.count {
            run = try HashRun(joining: last, run, in: directory)
            runs.removeLast()
        }
        var filter = self.filter ?? BloomFilter(bits: filterBits)
        self.filter = nil
        for hash in sorted { filter.insert(hash) }
        self.filter = filter
        runs.append(run)
        recent.removeAll(keepingCapacity: true)
    }
}
