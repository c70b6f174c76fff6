/// A share of a list that follows from the ids of its rows: share 2 of 3 is the same rows whatever
/// their order and whatever else the list has. Rows with one id are in one share, where the second
/// is found out.
///
/// It may be several shares of a finer division, such as 2,5-7 of 64, which `ShardPlan` puts together so that all are
/// of one size.
package struct Shard: Equatable, Sendable {
    /// From 1, ascending; at least one.
    let indices: [Int]
    let count: Int

    /// - Returns: `nil` unless 1 ≤ index ≤ count.
    init?(index: Int, count: Int) {
        self.init(indices: [index], count: count)
    }

    /// - Returns: `nil` without an index, and for one that is there twice or outside of 1 to `count`.
    init?(indices: [Int], count: Int) {
        guard count >= 1, !indices.isEmpty, indices.allSatisfy({ 1...count ~= $0 }),
            Set(indices).count == indices.count
        else { return nil }
        self.indices = indices.sorted()
        self.count = count
    }

    /// Reads `2/3` and `2,5-7/64`.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let count = Int(parts[1]), count >= 1 else { return nil }
        var indices: [Int] = []
        for part in parts[0].split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard 1...2 ~= ends.count, let first = ends[0], let last = ends[ends.count - 1],
                1 <= first, first <= last, last <= count, last - first < Self.mostIndices
            else { return nil }
            indices += first...last
            guard indices.count <= Self.mostIndices else { return nil }
        }
        self.init(indices: indices, count: count)
    }

    /// So many are hardly meant, and a typing error must not fill the memory.
    private static let mostIndices = 1 << 20

    /// As the command line takes it.
    package var text: String {
        var runs: [ClosedRange<Int>] = []
        for index in indices {
            if let last = runs.last, last.upperBound == index - 1 {
                runs[runs.count - 1] = last.lowerBound...index
            } else {
                runs.append(index...index)
            }
        }
        let names = runs.map {
            $0.count > 1 ? "\($0.lowerBound)-\($0.upperBound)" : "\($0.lowerBound)"
        }
        return "\(names.joined(separator: ","))/\(count)"
    }

    /// The share of a row, from 1.
    static func index(idHash: UInt64, count: Int) -> Int {
        Int(idHash % UInt64(count)) + 1
    }
}
