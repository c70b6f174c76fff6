/// What is drawn for each pair of a batch.
public enum BatchFigures: String, CaseIterable, Sendable {
    /// Pages with numbers, no pictures.
    case none
    /// A small picture of where the word attends, for the index.
    case thumbnails
    /// All figures of a pair's report.
    case all
}

/// What the user chose for a batch.
public struct BatchOptions: Sendable {
    public var figures = BatchFigures.all
    /// Of PNG and SVG.
    public var formats: Set<PairFigure.Format> = [.png, .svg]
    /// How many rows of the list to read; `nil` for all.
    public var limit: Int?
    /// The share of the list to work on; `nil` for all of it.
    public var shard: Shard?
    /// Whether pairs that an earlier run has finished are kept.
    public var resumes = true
    /// Stop when so many rows have failed; `nil` to go on.
    public var maximumFailures: Int?
    /// The number of threads.
    public var jobs = 1
    /// A date for the feet of the pages.
    public var date: String?

    public init() {}
}

/// A share of a list that follows from the content of its rows: share 2 of 3 is the same rows
/// whatever their order and whatever else the list has.
public struct Shard: Equatable, Sendable {
    /// From 1.
    public let index: Int
    public let count: Int

    /// - Returns: `nil` unless 1 ≤ index ≤ count.
    public init?(index: Int, count: Int) {
        guard count >= 1, 1...count ~= index else { return nil }
        self.index = index
        self.count = count
    }

    /// Reads `2/3`.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let index = parts[0], let count = parts[1] else { return nil }
        self.init(index: index, count: count)
    }

    func contains(_ row: ListRow) -> Bool {
        let number = UInt64(ContentHash.hex(row.values, length: 15), radix: 16) ?? 0
        return number % UInt64(count) == UInt64(index - 1)
    }
}
