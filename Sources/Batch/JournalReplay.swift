import Files
import Foundation

/// What a journal says once all of its lines are read in their order: the last line of a folder
/// counts, and folders that a run was killed over are left out or uncertain.
///
/// A journal whose run came to its end says the same line by line; that of a killed run does not.
struct JournalReplay {
    /// A row that failed under several numbers.
    private struct Failures {
        var byNumber: [Int: Journal.Known] = [:]
        /// Whether the list has such a row again, so that only what it leaves counts.
        var isSuperseded = false
    }

    /// Where the rows are in a journal whose run came to its end.
    struct Closing {
        /// From the first row to the end of the last.
        var rows: Range<Int>
        /// After the last line.
        var end: Int
    }

    private var known = KnownPairs()
    /// The rows that failed, by their keys: equal rows have one key.
    private var failures: [String: Failures] = [:]
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
            failures[entry.key, default: Failures()].byNumber[entry.number] = row
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
        guard !failures.isEmpty else { return nil }
        failures[key]?.isSuperseded = true
        return failures[key]?.byNumber.removeValue(forKey: number)
    }

    /// What there is, in the order of the file.
    mutating func leftovers() -> [Journal.Known] {
        var rows = known.rest()
        for failed in failures.values where !failed.isSuperseded { rows += failed.byNumber.values }
        rows.sort { $0.slot.offset < $1.slot.offset }
        return rows
    }

    /// The lines that count, in the order of the list: without a run over it, a row that failed is
    /// known to be superseded by what came later of the same number.
    mutating func slots() -> [Journal.Slot] {
        let all = leftovers()
        var last: [Int: Int] = [:]
        for row in all { last[row.number] = row.slot.offset }
        return all.filter { $0.isDone || last[$0.number] == $0.slot.offset }
            .sorted { ($0.number, $0.slot.offset) < ($1.number, $1.slot.offset) }
            .map(\.slot)
    }
}
