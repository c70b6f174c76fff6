/// A share of a list that follows from the ids of its rows: share 2 of 3 is the same rows whatever
/// their order and whatever else the list has. Rows with one id are in one share, where the second
/// is found out.
package struct Shard: Equatable, Sendable {
    /// From 1.
    let index: Int
    let count: Int

    /// - Returns: `nil` unless 1 ≤ index ≤ count.
    init?(index: Int, count: Int) {
        guard count >= 1, 1...count ~= index else { return nil }
        self.index = index
        self.count = count
    }

    /// Reads `2/3`.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let index = parts[0], let count = parts[1] else { return nil }
        self.init(index: index, count: count)
    }

    /// The share of a row, from 1.
    static func index(idHash: UInt64, count: Int) -> Int {
        Int(idHash % UInt64(count)) + 1
    }
}
