/// Which rows of a list have been dealt with, and which of them are done: eight bytes a row.
struct RowNumbers {
    /// Twice the number, and 1 for a row that is done; ascending, each number once.
    private var values: [Int]
    private(set) var doneCount: Int

    /// - Parameter rows: ascending by number; of equal ones the last counts.
    init(_ rows: some Sequence<(number: Int, isDone: Bool)>) {
        values = []
        values.reserveCapacity(rows.underestimatedCount)
        doneCount = 0
        for row in rows { put(row.number << 1 | (row.isDone ? 1 : 0)) }
    }

    /// Puts a value at the end, in place of one with the same number.
    private mutating func put(_ value: Int) {
        if let last = values.last, last >> 1 == value >> 1 {
            doneCount -= last & 1
            values[values.count - 1] = value
        } else {
            values.append(value)
        }
        doneCount += value & 1
    }

    var count: Int { values.count }
    /// 0 for none.
    var last: Int { (values.last ?? 0) >> 1 }

    /// Adds rows of another folder; a row is done if it is done in one of them.
    mutating func formUnion(_ other: RowNumbers) {
        guard !other.values.isEmpty else { return }
        let (own, others) = (values, other.values)
        values = []
        values.reserveCapacity(own.count + others.count)
        doneCount = 0
        var (index, otherIndex) = (0, 0)
        while index < own.count || otherIndex < others.count {
            // A row that failed comes before the same row that is done.
            let isOwn =
                otherIndex == others.count || index < own.count && own[index] <= others[otherIndex]
            let value = isOwn ? own[index] : others[otherIndex]
            if isOwn { index += 1 } else { otherIndex += 1 }
            put(value)
        }
    }
}
