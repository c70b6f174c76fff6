/// What a batch has of its list, where that is not the whole of it: a line of the journal.
///
/// A run writes it when it begins, and anew at its end. What is whole has no such line, so that shares
/// that were joined have the bytes of one run.
struct BatchPart: Codable, Equatable, Sendable {
    /// Into how many shares the list is divided; 1 for one that is not.
    var count: Int
    /// The shares that were worked on, ascending.
    var shares: [Int]
    /// Those of them whose runs did not come to their ends.
    var unfinished: [Int] = []
    /// The number of rows in the list; `nil` until a run has read it to its end.
    var total: Int?
    /// The number of rows of each share that has some; `nil` where that is not known, or long.
    var rows: [Int: Int]?
    /// A hash of all rows of the list, those of other shares too; `nil` until a run has read it to its
    /// end.
    var list: String?

    /// More shares than these are not counted one by one.
    static let mostShares = 10_000
}

// MARK: - A run

extension BatchPart {
    /// A run over a share, or over the whole list, that has not come to its end.
    ///
    /// - Parameter earlier: what earlier runs have left in the folder.
    init(beginning shard: Shard?, after earlier: BatchPart?) {
        count = shard?.count ?? 1
        shares = shard?.indices ?? [1]
        unfinished = shares
        guard let earlier, earlier.count == count else { return }
        shares = Set(earlier.shares + shares).sorted()
        unfinished = Set(earlier.unfinished + unfinished).sorted()
        total = earlier.total
        rows = earlier.rows
        list = earlier.list
    }

    /// Notes that the run has read the list to its end.
    ///
    /// - Parameters:
    ///   - rows: how many of them belong to each share.
    ///   - list: a hash of them.
    mutating func finish(_ shard: Shard?, total: Int, rows: [Int: Int], list: String) {
        let finished = Set(shard?.indices ?? [1])
        unfinished.removeAll(where: finished.contains)
        self.total = total
        self.list = list
        self.rows = count > 1 && rows.count <= Self.mostShares ? rows : nil
    }
}

extension BatchPart {
    /// Notes that something is left to do although the list has been read to its end.
    mutating func reopen(_ shard: Shard?) {
        unfinished = Set(unfinished + (shard?.indices ?? [1])).sorted()
    }
}

// MARK: - Several batches

extension BatchPart {
    /// What several batches have together.
    ///
    /// - Parameter sources: of each, what its journal says, and the number of its last row: what is whole
    ///   has a list of so many rows.
    init(joining sources: [(part: BatchPart?, lastRow: Int)]) {
        let parts = sources.compactMap(\.part)
        let counts = Set(parts.map(\.count))
        // Shares of different divisions have no numbers in common.
        let isOneDivision = counts.count == 1
        count = isOneDivision ? counts.first ?? 1 : 1
        shares = isOneDivision ? Set(parts.flatMap(\.shares)).sorted() : [1]
        let finished = Set(parts.flatMap { part in part.shares.filter(part.isFinished) })
        let begun = isOneDivision ? Set(parts.flatMap(\.unfinished)) : []
        unfinished = begun.subtracting(finished).sorted()
        let whole = sources.filter { $0.part == nil }.map(\.lastRow)
        let known = parts.compactMap(\.total) + whole
        // A list that grew between the runs is as long as the last of them found it.
        total = known.isEmpty ? nil : max(known.max() ?? 0, sources.map(\.lastRow).max() ?? 0)
        let longest = parts.filter { $0.rows != nil }.max { ($0.total ?? 0) < ($1.total ?? 0) }
        rows = isOneDivision && longest?.total == total ? longest?.rows : nil
        list = parts.lazy.compactMap(\.list).first
    }

    private func isFinished(_ share: Int) -> Bool { !unfinished.contains(share) }

    /// Whether a batch could have written it; numbers are so far from the largest that sums have room.
    var isPossible: Bool {
        let numbers = 0..<(1 << 40)
        return 1..<(1 << 40) ~= count && (shares + unfinished).allSatisfy { 1...count ~= $0 }
            && (total.map { numbers ~= $0 } ?? true)
            && (rows ?? [:]).allSatisfy { 1...count ~= $0.key && numbers ~= $0.value }
    }
}
