import Files
import Foundation

/// What a journal says once all of its lines are read in their order: the last line of a folder
/// counts, and folders that a run was killed over are left out or uncertain.
///
/// A journal whose run came to its end says the same line by line; that of a killed run does not.
struct JournalReplay {
    /// What earlier runs have left, by the hash of where the pair's folder is or would be: the texts of a million
    /// rows would take more memory than all else.
    private var known: [UInt64: Journal.Known] = [:]
    /// The rows that failed, by their keys and numbers: equal rows have one key.
    private var failures: [String: [Int: Journal.Known]] = [:]
    /// What rows that failed have left in their folders, by the hash of the folder.
    private var left: [UInt64: [String: String]] = [:]
    /// What the batch has of its list; `nil` for the whole of it.
    private(set) var part: BatchPart?
    /// Where the last line that was finished ends.
    private(set) var end = 0

    init() {}

    /// Reads the journal at a path.
    /// - Throws: `InputError`.
    init(path: String) throws {
        var status = stat()
        // A packed one is whole.
        let isPacked = path.hasSuffix(Journal.packedName)
        let size = isPacked ? .max : stat(path, &status) == 0 ? Int(status.st_size) : 0
        try Journal.forEachLine(of: path) { line, slot in
            // The line break is written last.
            guard slot.offset + slot.length <= size else { return }
            end = slot.offset + slot.length
            if let line { add(line, slot) }
        }
    }

    private mutating func add(_ line: JournalLine, _ slot: Journal.Slot) {
        if let folder = line.drop { known[ContentHash.short(folder)] = nil }
        if let folder = line.redraw { known[ContentHash.short(folder)]?.isUncertain = true }
        if let part = line.part { self.part = part }
        guard let entry = line.pair else { return }
        let row = Journal.Known(entry, slot: slot)
        if entry.isDone {
            let place = ContentHash.short(entry.place)
            known[place] = row
            left[place] = nil
        } else {
            if let files = entry.left { left[ContentHash.short(entry.place)] = files }
            failures[entry.key, default: [:]][entry.number] = row
        }
    }

    /// Looks up and forgets a folder.
    mutating func take(_ folder: String) -> Journal.Known? {
        known.removeValue(forKey: ContentHash.short(folder))
    }

    /// Looks up and forgets what a row that failed has left in its folder.
    mutating func takeLeft(_ folder: String) -> PairFolder.Files? {
        left.removeValue(forKey: ContentHash.short(folder)).map(PairFolder.Files.recorded)
    }

    /// Forgets that a row has failed.
    mutating func takeFailure(_ key: String) { failures[key] = nil }

    /// What there is, in the order of the file.
    func leftovers() -> [Journal.Known] {
        var rows = Array(known.values)
        for failed in failures.values { rows += failed.values }
        rows.sort { $0.slot.offset < $1.slot.offset }
        return rows
    }

    /// The lines that count, in the order of the list: without a run over it, a row that failed is
    /// known to be superseded by what came later of the same number.
    func slots() -> [Journal.Slot] {
        let all = leftovers()
        var last: [Int: Int] = [:]
        for row in all { last[row.number] = row.slot.offset }
        return all.filter { $0.isDone || last[$0.number] == $0.slot.offset }
            .sorted { ($0.number, $0.slot.offset) < ($1.number, $1.slot.offset) }
            .map(\.slot)
    }
}
