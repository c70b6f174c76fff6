import Files

/// The rows of a list that a batch does not have.
package struct MissingRows: Equatable, Sendable, CustomStringConvertible {
    /// A share with rows that are missing.
    struct Share: Equatable, Sendable {
        /// From 1.
        var index: Int
        /// `nil` where no run came to the list's end, so that nobody has counted them.
        var count: Int?
        /// Whether the batch has the beginning of it.
        var isBegun: Bool
    }

    /// How many rows are missing, and how many the list has; `nil` where no run came to its end.
    var rows: (count: Int, total: Int)?
    /// The shares that they belong to; empty where that is not known.
    var shares: [Share] = []
    /// Into how many shares the list is divided.
    var shareCount = 1

    package static func == (a: MissingRows, b: MissingRows) -> Bool {
        a.rows?.count == b.rows?.count && a.rows?.total == b.rows?.total && a.shares == b.shares
            && a.shareCount == b.shareCount
    }

    /// - Returns: `nil` for a batch that has the whole of its list.
    init?(_ present: PresentRows) {
        guard let part = present.part else { return nil }
        shareCount = part.count
        guard let total = part.total else {
            guard part.count > 1, part.count <= BatchPart.mostShares else { return }
            let done = Set(part.shares).subtracting(part.unfinished)
            shares = (1...part.count).filter { !done.contains($0) }.map {
                Share(index: $0, count: nil, isBegun: part.shares.contains($0))
            }
            return
        }
        guard present.count < total else { return nil }
        rows = (total - present.count, total)
        guard part.count > 1 else { return }
        shares = (part.rows ?? [:]).sorted { $0.key < $1.key }.compactMap { index, count in
            let missing = count - (present.byShare[index] ?? 0)
            return missing > 0
                ? Share(index: index, count: missing, isBegun: part.shares.contains(index)) : nil
        }
    }

    /// `9 of the 27 rows of the list are missing: 9 of share 2/3`.
    package var description: String {
        let names = shares.prefix(5).map(text)
        let more =
            shares.count > names.count
            ? ["\(Format.grouped(shares.count - names.count)) more shares"] : []
        let list = shares.isEmpty ? "" : ": \(Format.list(names + more))"
        guard let rows else {
            return "rows may be missing, because no run came to the end of the list\(list)"
        }
        let count = Format.grouped(rows.count)
        let total = Format.grouped(rows.total)
        return
            "\(count) of the \(total) rows of the list \(rows.count == 1 ? "is" : "are") missing\(list)"
    }

    private func text(_ share: Share) -> String {
        let name = "share \(share.index)/\(shareCount)"
        let state = share.isBegun ? "was not finished" : "is not there"
        guard let count = share.count else { return "\(name) \(state)" }
        return "\(Format.grouped(count)) of \(name)" + (share.isBegun ? " (\(state))" : "")
    }
}

/// Counts the rows that a batch has, in the order of the list.
struct PresentRows {
    /// What the batch says of itself; `nil` for one that has the whole of its list.
    let part: BatchPart?
    private(set) var count = 0
    private(set) var byShare: [Int: Int] = [:]
    private var last = 0

    init(_ part: BatchPart?) { self.part = part }

    /// - Parameters:
    ///   - number: not below that of the row before; equal ones are the same row.
    ///   - shareHash: by which the row has its share; asked for where rows belong to shares.
    mutating func add(_ number: Int, shareHash: @autoclosure () -> UInt64) {
        guard let part, number > last, number <= part.total ?? .max else { return }
        last = number
        count += 1
        guard part.count > 1, part.rows != nil else { return }
        byShare[Shard.index(idHash: shareHash(), count: part.count), default: 0] += 1
    }
}
