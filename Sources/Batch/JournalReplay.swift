import Files
import Foundation

/// What a journal says once all of its lines are read in their order: the last line of a folder
/// counts, and folders that a run was killed over are left out or uncertain.
///
/// A journal whose run came to its end says the same line by line; that of a killed run does not.
struct JournalReplay {
    /// Where the rows are in a journal whose run came to its end.
    struct Closing {
        /// From the first row to the end of the last.
        var rows: Range<Int>
        /// After the last line.
        var end: Int
    }

    private var known = KnownPairs()
    private var failures = KnownFailures()
    /// What rows that failed have left in their folders, by the hash of the folder.
    private var left: [UInt64: [String: String]] = [:]
    /// What the batch has of its list; `nil` for the whole of it.
    private(set) var part: BatchPart?
    /// Where the last line that was finished ends.
    private(set) var end = 0
    /// `nil` unless the last line says that the tables and the index are those of the lines above.
    private(set) var closing: Closing?
    /// Where the first row is, and how many there are.
    private var firstRow: Int?
    private var rowCount = 0

    init() {}

    /// Reads the journal at a path.
    /// - Throws: `InputError`.
    init(path: String) throws {
        var status = stat()
        // A packed one is whole.
        let isPacked = path.hasSuffix(Journal.packedName)
        let size = isPacked ? .max : stat(path, &status) == 0 ? Int(status.st_size) : 0
        if !isPacked { known.reserve(size / Self.shortestLine) }
        try Journal.forEachLine(of: path) { line, slot in
            // The line break is written last.
            guard slot.end <= size else { return }
            end = slot.end
            if let line { add(line, slot) } else { closing = nil }
        }
    }

    /// Hardly any pair has a shorter one; memory that is set aside and not used costs nothing.
    private static let shortestLine = 250

    private mutating func add(_ line: JournalLine, _ slot: Journal.Slot) {
        closing =
            line.end == rowCount
            ? Closing(rows: (firstRow ?? slot.offset)..<slot.offset, end: slot.end) : nil
        if let folder = line.drop {
            known.add(Journal.Known(.isGone, slot: slot), at: ContentHash.short(folder))
        }
        if let folder = line.redraw {
            known.add(Journal.Known(.isRedrawn, slot: slot), at: ContentHash.short(folder))
        }
        if let part = line.part { self.part = part }
        guard let entry = line.pair else { return }
        firstRow = firstRow ?? slot.offset
        rowCount += 1
        let row = Journal.Known(entry, slot: slot)
        if entry.isDone {
            let place = ContentHash.short(entry.place)
            known.add(row, at: place)
            left[place] = nil
        } else {
            if let files = entry.left { left[ContentHash.short(entry.place)] = files }
            failures.add(row)
        }
    }

    /// Looks up and forgets a folder.
    mutating func take(_ folder: String) -> Journal.Known? { known.take(ContentHash.short(folder)) }

    /// Looks up and forgets what a row that failed has left in its folder.
    mutating func takeLeft(_ folder: String) -> PairFolder.Files? {
        left.isEmpty
            ? nil
            : left.removeValue(forKey: ContentHash.short(folder)).map(PairFolder.Files.recorded)
    }

    /// Looks up and forgets that a row has failed, under whatever number.
    /// - Returns: what is known of the row of this number.
    mutating func takeFailure(_ key: String, number: Int) -> Journal.Known? {
        failures.take(key, number: number)
    }

    /// Gives what there is, in the order of the file, and forgets it.
    mutating func takeLeftovers() -> [Journal.Known] {
        takeAll { $0.slot.offset < $1.slot.offset }
    }

    /// Gives the lines that count, in the order of the list, and forgets them: without a run over it, a row that
    /// failed is known to be superseded by what came later of the same number.
    mutating func takeSlots() -> [Journal.Slot] {
        let rows = takeByNumber()
        return rows.indices.lazy.filter { index in
            rows[index].isDone || index + 1 == rows.count
                || rows[index + 1].number != rows[index].number
        }.map { rows[$0].slot }
    }

    /// Gives the rows that the list had last, and forgets them.
    mutating func takeNumbers() -> RowNumbers {
        RowNumbers(
            takeByNumber().lazy.filter { !$0.isOrphan }.map { ($0.number, $0.isDone) })
    }

    /// What there is, in the order of the list; of one number in the order of the file.
    private mutating func takeByNumber() -> [Journal.Known] {
        takeAll { ($0.number, $0.slot.offset) < ($1.number, $1.slot.offset) }
    }

    private mutating func takeAll(
        by isBefore: (Journal.Known, Journal.Known) -> Bool
    ) -> [Journal.Known] {
        var rows = known.takeRest()
        rows += failures.takeRest()
        rows.sort(by: isBefore)
        return rows
    }
}
