import Files
import Foundation
import Lists
import Pages

/// Joins the shares of a list that were worked on apart, into what one run over the whole list
/// would have left.
package final class BatchMerge {
    package struct Summary: Equatable, Sendable {
        package var pairs = 0
        package var failed = 0
        /// What no share has of the list; `nil` if nothing is missing.
        package var missing: MissingRows?
        /// Pairs that stand out and of which no share has a page.
        package var pageless = 0
        /// Folders that were there before and belong to none of the shares.
        package var orphans: [String] = []
        package var isInterrupted = false
    }

    private let sources: [String]
    private let directory: String
    private let jobs: Int
    private let design: PageDesign?
    /// Whether to wait for other runs that have one of the folders.
    package var patience = LockPatience.none
    /// Called for what the user should know.
    package var onWarning: (String) -> Void = { _ in }
    /// Asked now and then whether to stop.
    package var isCancelled: @Sendable () -> Bool = { false }

    /// - Parameters:
    ///   - sources: the folders of the shares.
    ///   - directory: where the whole goes; it may be one of them.
    ///   - jobs: the number of threads.
    ///   - design: what the shares were made with; the package's own where it is `nil`.
    package init(sources: [String], directory: String, jobs: Int, design: PageDesign? = nil) {
        self.sources = sources
        self.directory = directory
        self.jobs = jobs
        self.design = design
    }

    /// A row of a share, and where it is recorded.
    private struct Place {
        var source: Int
        var slot: Journal.Slot
        var number: Int
        var idHash: UInt64
        var shareHash: UInt64
        /// Whether a run was killed while it redrew the pair.
        var isUncertain: Bool
    }

    /// A finished pair on its way to the new folder.
    private struct Item: Sendable {
        var entry: JournalEntry
        var source: String
        /// What the new folder has of it already, to be checked.
        var row: Journal.Row?
        /// Whether the files may be of two kinds, so that the pair is made anew of its numbers.
        var isUncertain = false
        /// The files that its folder there may have, where the journal says so.
        var own: PairFolder.Files?
    }

    /// Copies what is not there yet, draws what stands out in the whole, and writes the index.
    /// - Throws: `MergeError`, `JournalError`, `InputError`, `BatchLockError`, `OutputError`.
    package func run() throws -> Summary {
        let header = try commonHeader()
        guard header.design == design?.fingerprint else {
            throw PageError.otherDesign(directory: sources[0])
        }
        let output = ReportWriter(directory: directory)
        try output.probe()
        do {
            return try run(header)
        } catch {
            output.rollBack()
            throw error
        }
    }

    private func run(_ header: BatchHeader) throws -> Summary {
        let locks = try lock()
        defer { withExtendedLifetime(locks) {} }
        let writer = FolderWriter(directory: directory)
        try writer.prepare()
        TemporaryFile.removeLeftovers(in: directory)
        defer { writer.removeStaging() }
        let files = try PairFiles(header: header, writer: writer, design: design)
        let readers = try sources.map { try JournalReader(path: Journal.path(in: $0)) }
        let (places, part) = try places(readers)
        let journal = try Journal(directory: directory, header: header)
        // Before any row: a merge that is killed leaves a part.
        try journal.append(JournalLine(part: part))

        var summary = Summary()
        var present = PresentRows(part)
        for place in places { present.add(place.number, shareHash: place.shareHash) }
        summary.missing = MissingRows(present)
        var rows = try copy(places, readers, journal, files, &summary)
        for known in journal.takeLeftovers() where known.isDone {
            let entry = try journal.entry(at: known.slot)
            guard let folder = entry.folder else { continue }
            if !summary.isInterrupted { summary.orphans.append(folder) }
            rows.append(Journal.Row(known, number: entry.number, isOrphan: true))
        }
        let finish = BatchFinish(files: files, jobs: jobs, isCancelled: isCancelled)
        finish.sort(&rows)
        if !summary.isInterrupted {
            summary.isInterrupted = try finish.redraw(journal, &rows) { _, _ in }
            summary.pageless = try finish.pageless(journal, rows)
        }
        let isPart = summary.isInterrupted || summary.missing != nil || summary.pageless > 0
        try finish.close(journal, rows, part: isPart ? part : nil)
        return summary
    }

    // MARK: Reading

    private func commonHeader() throws -> BatchHeader {
        var common: (header: BatchHeader, source: String)?
        for source in sources {
            let header = try Journal.header(of: Journal.path(in: source))
            if let common, let difference = common.header.difference(from: header) {
                throw MergeError.different(common.source, source, difference)
            }
            common = common ?? (header, source)
        }
        guard let header = common?.header else { throw MergeError.nothing }
        return header
    }

    /// Keeps runs off the new folder, and off the shares where those may be written to.
    private func lock() throws -> [BatchLock] {
        var locks = [
            try BatchFolder(directory).claim(
                patience: patience, isCancelled: isCancelled, onWait: onWarning)
        ]
        var identities = [Self.identity(directory)]
        for source in sources {
            let identity = Self.identity(source)
            guard !identities.contains(identity) else { continue }
            identities.append(identity)
            do {
                locks.append(
                    try BatchLock(
                        directory: source, patience: patience, isCancelled: isCancelled,
                        onWait: onWarning))
            } catch is OutputError {
                continue
            }
        }
        return locks
    }

    private static func identity(_ path: String) -> [UInt64]? {
        var status = stat()
        return stat(path, &status) == 0 ? [UInt64(status.st_dev), UInt64(status.st_ino)] : nil
    }

    /// All rows of all shares in the order of the list, and what these are of it.
    private func places(_ readers: [JournalReader]) throws -> ([Place], BatchPart) {
        var places: [Place] = []
        var parts: [(part: BatchPart?, lastRow: Int)] = []
        for (source, reader) in readers.enumerated() {
            // By number: a row that was edited after it had failed is recorded twice.
            var own: [Int: Place] = [:]
            var replay = try JournalReplay(path: reader.path)
            for known in replay.takeLeftovers() where !known.isOrphan {
                let entry = try reader.entry(at: known.slot)
                let place = Place(
                    source: source, slot: known.slot, number: entry.number,
                    idHash: entry.row.idHash, shareHash: entry.row.shareHash,
                    isUncertain: known.isUncertain)
                let former = own.updateValue(place, forKey: entry.number)
                if let former, former.idHash != place.idHash {
                    throw MergeError.unfinished(sources[source], entry.number)
                }
            }
            places += own.values
            parts.append((replay.part, own.keys.max() ?? 0))
        }
        try checkList(parts.map(\.part))
        places.sort { ($0.number, $0.source) < ($1.number, $1.source) }
        return (places, BatchPart(joining: parts))
    }

    /// Checks that all shares whose runs came to their ends have read the same list.
    private func checkList(_ parts: [BatchPart?]) throws {
        var first: (list: String, source: String)?
        for (source, part) in zip(sources, parts) {
            guard let list = part?.list else { continue }
            if let first, first.list != list { throw MergeError.otherLists(first.source, source) }
            first = first ?? (list, source)
        }
    }

    // MARK: Copying

    private func copy(
        _ places: [Place], _ readers: [JournalReader], _ journal: Journal, _ files: PairFiles,
        _ summary: inout Summary
    ) throws -> [Journal.Row] {
        var rows: [Journal.Row] = []
        var rest = places[...]
        let ids = SeenHashes()
        var last: Place?
        var counts = summary
        let workers = OrderedWorkers<Item, (entry: JournalEntry, row: Journal.Row?)>(
            threadCount: jobs
        ) { try Self.copy($0, files) }
        try workers.run {
            while let place = rest.popFirst() {
                if isCancelled() {
                    counts.isInterrupted = true
                    return nil
                }
                let entry = try readers[place.source].entry(at: place.slot)
                if let last, last.number == place.number {
                    // The same row in two folders; the same number on two rows is another list.
                    guard try readers[last.source].entry(at: last.slot).row == entry.row else {
                        throw MergeError.otherList(
                            sources[last.source], sources[place.source], place.number)
                    }
                    continue
                }
                last = place
                journal.takeFailure(
                    files.keys.key(entry.row, isChosen: false), number: entry.number)
                let isFirst = try ids.insert(place.idHash)
                if isFirst, entry.isDone {
                    return try item(entry, place, journal, files)
                }
                let reason = isFirst ? entry.reason : ListRow.repeatedID(entry.row.id)
                let failure = JournalEntry(
                    number: entry.number, row: entry.row,
                    key: files.keys.key(entry.row, isChosen: false), reason: reason,
                    left: isFirst
                        ? journal.takeLeft(PairFolder.path(id: entry.row.id))?.recorded : nil)
                let slot = try journal.append(JournalLine(pair: failure))
                rows.append(Journal.Row(written: slot, number: entry.number))
                counts.failed += 1
            }
            return nil
        } receive: { entry, known in
            let row =
                try known
                ?? Journal.Row(
                    written: journal.append(JournalLine(pair: entry)), number: entry.number)
            rows.append(row)
            counts.pairs += 1
        }
        summary = counts
        return rows
    }

    private func item(
        _ entry: JournalEntry, _ place: Place, _ journal: Journal, _ files: PairFiles
    ) throws -> Item {
        // Only where few are drawn can a pair be made anew without the model.
        var item = Item(
            entry: entry, source: sources[place.source],
            isUncertain: place.isUncertain && files.header.top != nil)
        let target = entry.place
        guard let known = journal.take(target) else {
            item.own = journal.takeLeft(target)
            return item
        }
        let there = try journal.entry(at: known.slot)
        item.own = PairFolder.files(of: there, isUncertain: known.isUncertain)
        if item.isUncertain {
            // The new folder may be the share itself, whose numbers must not be forgotten.
            if known.isUncertain, there.row == entry.row { return item }
        } else if known.has(key: entry.key), there.files == entry.files {
            item.row = Journal.Row(known, number: entry.number)
            return item
        }
        // Without its line nothing tells what was changed.
        try files.check(target, id: entry.row.id, own: item.own)
        // Before the folder changes: a merge that is killed must not trust it.
        try journal.append(JournalLine(drop: target))
        return item
    }

    private static func copy(
        _ item: Item, _ files: PairFiles
    ) throws -> (entry: JournalEntry, row: Journal.Row?) {
        if let row = item.row, files.isWhole(item.entry) { return (item.entry, row) }
        if item.isUncertain {
            let entry = try files.redraw(
                item.entry, isChosen: false, from: item.source, own: item.own)
            return (entry, nil)
        }
        guard let folder = item.entry.folder else {
            try files.remove(item.entry.place, id: item.entry.row.id, own: item.own)
            return (item.entry, nil)
        }
        let names = (item.entry.files ?? [:]).keys.sorted()
        let copies = try names.map {
            OutputFile(path: $0, bytes: try PairFiles.read($0, of: item.entry, in: item.source))
        }
        try files.put(
            copies, in: folder, id: item.entry.row.id, own: item.own)
        return (item.entry, nil)
    }
}

/// Why batches cannot be one.
package enum MergeError: Error, Equatable, CustomStringConvertible {
    case nothing
    /// They were made in different ways.
    case different(String, String, String)
    /// They are of different lists.
    case otherList(String, String, Int)
    /// The list was changed between the runs.
    case otherLists(String, String)
    /// A run over an edited list was killed: the folder has rows of both.
    case unfinished(String, Int)

    package var description: String {
        switch self {
        case .nothing:
            "no folder to merge was named"
        case .different(let first, let second, let what):
            "\(first) and \(second) have different \(what); run one of them again with that of the other"
        case .otherList(let first, let second, let number):
            "\(first) and \(second) are of different lists: row \(number) is not the same"
        case .otherLists(let first, let second):
            "\(first) and \(second) are of different lists: it was changed after one of them was made; run "
                + "that one again, then merge"
        case .unfinished(let source, let number):
            "\(source) has two rows of number \(number): the list was changed, and the run after that "
                + "did not come to its end; run that batch again, then merge"
        }
    }
}
