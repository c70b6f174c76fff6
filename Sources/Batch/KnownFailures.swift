import Files

/// The rows that failed in earlier runs, by the hashes of their keys: equal rows have one key.
///
/// Twenty-four bytes a row in one array, which is sorted when it is first asked: of a list with a wrong column all
/// rows fail.
struct KnownFailures {
    /// Until `settle()` in the order of the journal, then by key and number, each once. Where the list has a row
    /// again, the first one with its key is superseded.
    private var rows: [Journal.Known] = []
    private var isSettled = true

    /// Adds a row that failed, in the order of the lines.
    mutating func add(_ known: Journal.Known) {
        rows.append(known)
        isSettled = false
    }

    /// Looks up and forgets that a row has failed, under whatever number.
    /// - Returns: what is known of the row of this number.
    /// - Complexity: O(log n), but for the first call.
    mutating func take(_ key: String, number: Int) -> Journal.Known? {
        guard !rows.isEmpty else { return nil }
        settle()
        let hash = ContentHash.short(key)
        let first = index(of: hash, 0)
        guard first < rows.count, rows[first].keyHash == hash else { return nil }
        rows[first].add(.isSuperseded)
        let place = index(of: hash, number)
        guard place < rows.count, rows[place].keyHash == hash, rows[place].number == number,
            !rows[place].isGone
        else { return nil }
        defer { rows[place].add(.isGone) }
        return rows[place]
    }

    /// Gives what the list does not have again, in no order, and forgets all.
    mutating func takeRest() -> [Journal.Known] {
        settle()
        defer { rows = [] }
        var count = 0
        var isSuperseded = false
        for index in rows.indices {
            if index == 0 || rows[index].keyHash != rows[index - 1].keyHash {
                isSuperseded = rows[index].isSuperseded
            }
            guard !isSuperseded else { continue }
            rows.swapAt(count, index)
            count += 1
        }
        return Array(rows[..<count])
    }

    /// The first row that does not come before a key and a number.
    private func index(of hash: UInt64, _ number: Int) -> Int {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if (rows[middle].keyHash, rows[middle].number) < (hash, number) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// Of each key and number the last line counts.
    private mutating func settle() {
        guard !isSettled else { return }
        isSettled = true
        rows.sort { a, b in
            (a.keyHash, a.number, a.slot.offset) < (b.keyHash, b.number, b.slot.offset)
        }
        var count = 0
        for row in rows {
            if count > 0, rows[count - 1].keyHash == row.keyHash,
                rows[count - 1].number == row.number
            {
                rows[count - 1] = row
            } else {
                rows[count] = row
                count += 1
            }
        }
        rows.removeSubrange(count...)
    }
}
