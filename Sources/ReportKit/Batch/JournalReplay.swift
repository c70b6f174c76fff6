import Foundation

/// What a journal says once all of its lines are read in their order: the last line of a folder
/// counts, and folders that a run was killed over are left out or uncertain.
///
/// A journal whose run came to its end says the same line by line; that of a killed run does not.
struct JournalReplay {
    /// What earlier runs have left, by folder.
    private(set) var known: [String: Journal.Known] = [:]
    /// The rows that failed, by their keys and numbers: equal rows have one key.
    private(set) var failures: [String: [Int: Journal.Slot]] = [:]
    /// Where the last line that was finished ends.
    private(set) var end = 0

    init() {}

    /// Reads the journal at a path.
    /// - Throws: `InputError`.
    init(path: String) throws {
        var status = stat()
        let size = stat(path, &status) == 0 ? Int(status.st_size) : 0
        try Journal.forEachLine(of: path) { line, slot in
            // The line break is written last.
            guard slot.offset + slot.length <= size else { return }
            end = slot.offset + slot.length
            if let line { add(line, slot) }
        }
    }

    private mutating func add(_ line: JournalLine, _ slot: Journal.Slot) {
        if let folder = line.drop { known[folder] = nil }
        if let folder = line.redraw { known[folder]?.key = "" }
        guard let entry = line.pair else { return }
        if let folder = entry.folder {
            known[folder] = Journal.Known(
                key: entry.key, slot: slot, number: entry.number,
                isOrphan: entry.isOrphan ?? false)
        } else {
            failures[entry.key, default: [:]][entry.number] = slot
        }
    }

    /// Looks up and forgets a folder.
    mutating func take(_ folder: String) -> Journal.Known? { known.removeValue(forKey: folder) }

    /// Forgets that a row has failed.
    mutating func takeFailure(_ key: String) { failures[key] = nil }

    /// What there is, in the order of the file; rows that failed have no folder.
    func leftovers() -> [(folder: String?, known: Journal.Known)] {
        let done = known.map { pair -> (folder: String?, known: Journal.Known) in
            (pair.key, pair.value)
        }
        let failed = failures.flatMap { key, slots in
            slots.map { number, slot -> (folder: String?, known: Journal.Known) in
                (nil, Journal.Known(key: key, slot: slot, number: number, isOrphan: false))
            }
        }
        return (done + failed).sorted { $0.known.slot.offset < $1.known.slot.offset }
    }

    /// The lines that count, in the order of the list: without a run over it, a row that failed is
    /// known to be superseded by what came later of the same number.
    func slots() -> [Journal.Slot] {
        let all = leftovers()
        var last: [Int: Int] = [:]
        for (_, known) in all { last[known.number] = known.slot.offset }
        return all.filter { $0.folder != nil || last[$0.known.number] == $0.known.slot.offset }
            .map(\.known)
            .sorted { ($0.number, $0.slot.offset) < ($1.number, $1.slot.offset) }
            .map(\.slot)
    }
}
