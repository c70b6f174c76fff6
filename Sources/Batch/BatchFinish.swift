import Analyses
import Encoder
import Files
import Lists

/// The end of a batch: draws the pairs that stand out, puts the journal in order, and writes the
/// tables and the index.
struct BatchFinish {
    let files: PairFiles
    /// Encodes the pairs that are drawn again: for their pages where they had none, and so that these can be
    /// explored. Without it, as when shares are joined, those that no share has drawn cannot be explored, and
    /// those of which no share has a page get none.
    var analyzer: PairAnalyzer?
    let jobs: Int
    let isCancelled: () -> Bool

    private var header: BatchHeader { files.header }

    /// A finished pair that has figures and should not, or the other way round.
    private struct Change: Sendable {
        var row: Int
        var entry: JournalEntry
        var isChosen: Bool
    }

    /// Shares of a list that are worked on one after the other become one list again; rows that
    /// the list no longer has come last.
    func sort(_ rows: inout [Journal.Row]) {
        func isBefore(_ a: Journal.Row, _ b: Journal.Row) -> Bool {
            a.isOrphan != b.isOrphan ? b.isOrphan : a.number < b.number
        }
        // A run that nothing came in the way of needs no second list.
        if zip(rows, rows.dropFirst()).allSatisfy({ !isBefore($1, $0) }) { return }
        let order = rows.indices.sorted { a, b in
            isBefore(rows[a], rows[b]) || (!isBefore(rows[b], rows[a]) && a < b)
        }
        rows = order.map { rows[$0] }
    }

    /// How many of the chosen pairs have no page.
    func pageless(_ journal: Journal, _ rows: [Journal.Row]) throws -> Int {
        guard header.pages == BatchPages.top.rawValue, analyzer == nil else { return 0 }
        return try changes(journal, rows, isComplete: true)?.count { $0.isChosen } ?? 0
    }

    /// Draws the chosen pairs, and takes the figures of others away that an earlier choice had.
    ///
    /// - Parameters:
    ///   - rows: in order; changed to where the pairs are recorded then.
    ///   - onProgress: called with the number of pairs that are done, and of all.
    /// - Returns: whether it was broken off.
    func redraw(
        _ journal: Journal, _ rows: inout [Journal.Row], onProgress: (Int, Int) -> Void
    ) throws -> Bool {
        guard let changes = try changes(journal, rows) else { return false }
        var isInterrupted = false
        var given = 0
        var done = 0
        let workers = OrderedWorkers<Change, (row: Int, entry: JournalEntry)>(
            threadCount: jobs
        ) { [files, analyzer] change in
            // Without a key the folder may be of two kinds.
            let own = PairFolder.files(of: change.entry, isUncertain: change.entry.key.isEmpty)
            if change.isChosen, files.header.pages != nil, let analyzer {
                let result = try analyzer.analyze(change.entry.row.pair())
                let entry = try files.write(
                    result.analysis, for: change.entry.row, number: change.entry.number,
                    isChosen: true, encodings: result.encodings, warnings: change.entry.warnings,
                    own: own)
                return (change.row, entry)
            }
            var encodings: [ModelOutput] = []
            if change.isChosen, let analyzer, files.header.figures == BatchFigures.all.rawValue {
                let result = try analyzer.analyze(change.entry.row.pair())
                encodings = result.encodings
            }
            var entry = try files.redraw(
                change.entry, isChosen: change.isChosen, encodings: encodings, own: own)
            // A run with the model will make its page anew.
            if change.isChosen, encodings.isEmpty,
                files.header.figures == BatchFigures.all.rawValue
            {
                entry.key = ""
            }
            return (change.row, entry)
        }
        try workers.run {
            guard given < changes.count else { return nil }
            if isCancelled() {
                isInterrupted = true
                return nil
            }
            defer { given += 1 }
            let (row, isChosen) = changes[given]
            let entry = try journal.entry(of: rows[row])
            // Before the folder changes: a run that is killed must not trust what it finds.
            try journal.append(JournalLine(redraw: entry.place))
            return Change(row: row, entry: entry, isChosen: isChosen)
        } receive: { result in
            let slot = try journal.append(JournalLine(pair: result.entry))
            rows[result.row] = Journal.Row(written: slot, number: result.entry.number)
            done += 1
            onProgress(done, changes.count)
        }
        return isInterrupted
    }

    /// The rows that are not as they should be, in order; `nil` if there is nothing to choose.
    /// - Parameter isComplete: whether to name also those that cannot be drawn here.
    private func changes(
        _ journal: Journal, _ rows: [Journal.Row], isComplete: Bool = false
    ) throws -> [(row: Int, isChosen: Bool)]? {
        guard let top = header.top else { return nil }
        var best = TopRows(top)
        // What is drawn now, or may be; at most about as many as were ever chosen.
        var drawn: [Int: Bool] = [:]
        for (index, row) in rows.enumerated() where !row.isOrphan {
            let entry = try journal.entry(of: row)
            guard let cosine = entry.cosine else { continue }
            if entry.key.isEmpty {
                drawn[index] = false
            } else if entry.key == files.keys.key(entry.row, isChosen: true) {
                drawn[index] = true
            } else if entry.key != files.keys.key(entry.row, isChosen: false) {
                // Made with other options, by a share that has not been run again yet.
                continue
            }
            best.add(cosine, row: index)
        }
        let chosen = best.finish()
        let canDraw = isComplete || header.pages == nil || analyzer != nil
        let missing = canDraw ? chosen.filter { drawn[$0] != true }.map { ($0, true) } : []
        let surplus = drawn.keys.filter { !chosen.contains($0) }.map { ($0, false) }
        return (missing + surplus).sorted { $0.0 < $1.0 }
    }

    /// Writes the journal, the tables and the index, where they are not there already.
    /// - Parameter part: what the batch has of its list; `nil` for the whole of it.
    func close(_ journal: Journal, _ rows: [Journal.Row], part: BatchPart?) throws {
        let directory = files.writer.directory
        if header.pages != nil { files.removeEmptyFolders() }
        var hasToPack = true
        // A run that finds no index begins one, which has no first page yet.
        if journal.isAsBefore(rows, part: part),
            let index = try FolderManifest.found(in: directory),
            index.files["index.html"] != nil, index.isWhole(in: directory)
        {
            hasToPack = try journal.restore()
        } else {
            try journal.rewrite(header: header, part: part, rows)
            try BatchIndex(directory: directory, design: files.design).write()
            // Not before: a run that is killed in between must not trust the tables.
            try Journal.append(JournalLine(end: rows.count), to: Journal.path(in: directory))
        }
        if header.isPacked != true {
            Journal.removePacked(in: directory)
        } else if hasToPack {
            try Journal.pack(in: directory)
        }
    }
}
