import Analyses
import Encoder
import Files
import Foundation
import Lists
import Pages

/// Works through a sentence list and leaves a folder of reports.
///
/// ```swift
/// let folder = try BatchFolder("out").claim()
/// let runner = BatchRunner(analyzer: analyzer, in: folder, options: options)
/// let summary = try runner.run(list)
/// ```
package final class BatchRunner {
    /// How far a run is, or how it ended.
    package struct Summary: Equatable, Sendable {
        /// Pairs that were worked on and are done.
        package var done = 0
        /// Pairs that an earlier run had done.
        package var kept = 0
        package var failed = 0
        /// Rows of other shares of the list.
        package var elsewhere = 0
        /// How much of the list is done, where that is known.
        package var fractionDone: Double?
        /// Whether the user broke the run off.
        package var isInterrupted = false
        /// Whether the run ended because too many rows failed.
        package var hasTooManyFailures = false
        /// Folders of earlier runs that no row of the list belongs to.
        package var orphans: [String] = []
        /// Of the pairs that stand out, or no longer do: how many have been drawn anew, and how many
        /// there are.
        package var redrawn = 0
        package var toRedraw = 0

        package init() {}

        package var finished: Int { done + kept + failed }
    }

    private let analyzer: PairAnalyzer
    private let lock: BatchLock
    private var directory: String { lock.directory }
    private let options: BatchOptions
    private let header: BatchHeader

    /// Called after every few rows, and for what the user should know.
    package var onProgress: (Summary) -> Void = { _ in }
    package var onWarning: (String) -> Void = { _ in }
    /// Asked now and then whether to stop.
    package var isCancelled: @Sendable () -> Bool = { false }

    /// Rows that a thread works on together: enough for a batch of the encoder.
    private static let chunkSize = 16

    /// - Parameter lock: the folder to write, which stays this object's.
    package init(analyzer: PairAnalyzer, in lock: BatchLock, options: BatchOptions) {
        self.analyzer = analyzer
        self.lock = lock
        self.options = options
        header = BatchHeader(analyzer, options)
    }

    /// Works through a list.
    ///
    /// Rows that fail are part of the result. An error that ends the run leaves everything that was
    /// done before it in place, and the next run goes on from there.
    /// - Throws: `OutputError`, `InputError`, `JournalError`, and the errors of the encoder.
    package func run(_ list: SentenceList) throws -> Summary {
        let writer = FolderWriter(directory: directory)
        try writer.prepare()
        TemporaryFile.removeLeftovers(in: directory)
        defer { writer.removeStaging() }

        var state = State(
            journal: try Journal(directory: directory, header: header),
            files: try PairFiles(header: header, writer: writer, design: options.design))
        state.part = BatchPart(beginning: options.shard, after: state.journal.earlierPart)
        state.shares = Set(options.shard?.indices ?? [])
        // Before any row: a run that is killed leaves a part.
        try state.journal.append(JournalLine(part: state.part))
        try BatchIndex(directory: directory, design: options.design).begin(header)
        let worker = BatchWorker(analyzer: analyzer, files: state.files)
        let workers = OrderedWorkers<[BatchWorker.Item], [BatchWorker.Outcome]>(
            threadCount: options.jobs, work: worker.work)
        try workers.run {
            try nextItems(of: list, &state)
        } receive: { outcomes in
            for outcome in outcomes { try receive(outcome, &state) }
            if let fraction = state.fractions.popFirst() { state.summary.fractionDone = fraction }
            onProgress(state.summary)
        }
        if state.isAtEnd, state.listFailure == nil, state.summary.fractionDone != nil {
            state.summary.fractionDone = 1
        }
        try finish(&state)
        // What precedes a mistake in the list has been done, and is in the index.
        if let failure = state.listFailure { throw failure }
        return state.summary
    }

    private struct State {
        let journal: Journal
        let files: PairFiles
        var summary = Summary()
        var number = 0
        /// Of each group of rows that is worked on, how much of the list ends with it.
        var fractions: ArraySlice<Double?> = []
        /// What the batch has of the list, the shares that are worked on, and how many rows each share has.
        var part: BatchPart?
        var shares: Set<Int> = []
        var shareRows: [Int: Int] = [:]
        /// The rows of the list so far, those of other shares too.
        var list = ContentHash.Stream()
        /// Hashes of the ids so far.
        let ids = SeenHashes()
        /// Rows that are worked on and failed in an earlier run, by their numbers.
        var failedBefore: [Int: Journal.Known] = [:]
        /// The rows that have been dealt with, in order.
        var rows: [Journal.Row] = []
        var isAtEnd = false
        /// Whether pages of pairs that stand out have not been written.
        var lacksPages = false
        var listFailure: InputError?

        init(journal: Journal, files: PairFiles) {
            self.journal = journal
            self.files = files
        }
    }

    // MARK: Reading

    private func nextItems(
        of list: SentenceList, _ state: inout State
    ) throws -> [BatchWorker.Item]? {
        var items: [BatchWorker.Item] = []
        while items.count < Self.chunkSize {
            if isCancelled() {
                state.summary.isInterrupted = true
                break
            }
            if state.summary.hasTooManyFailures || state.isAtEnd { break }
            if let limit = options.limit, state.number >= limit { break }
            guard var row = next(list, &state) else { break }
            state.number += 1
            state.list.add(row.values)
            if let shard = options.shard {
                let index = Shard.index(idHash: row.idHash, count: shard.count)
                state.shareRows[index, default: 0] += 1
                if !state.shares.contains(index) {
                    state.summary.elsewhere += 1
                    continue
                }
            }
            try row.distinguish(from: state.ids)
            items.append(try item(row, &state))
        }
        guard !items.isEmpty else { return nil }
        state.fractions.append(fraction(of: list, state))
        return items
    }

    /// How much of the work ends with the row that was read last; `nil` where that is not known.
    private func fraction(of list: SentenceList, _ state: State) -> Double? {
        let limited = options.limit.map { Double(state.number) / Double($0) }
        return [limited, list.fractionRead].compactMap(\.self).max()
    }

    private func next(_ list: SentenceList, _ state: inout State) -> ListRow? {
        do throws(InputError) {
            let row = try list.next()
            // A wait that was broken off looks like the end, perhaps in the middle of a row.
            if isCancelled() {
                state.summary.isInterrupted = true
                return nil
            }
            list.takeWarnings().forEach(onWarning)
            if row == nil { state.isAtEnd = true }
            return row
        } catch {
            if isCancelled() {
                state.summary.isInterrupted = true
                return nil
            }
            state.listFailure = error
            state.isAtEnd = true
            return nil
        }
    }

    private func item(_ row: ListRow, _ state: inout State) throws -> BatchWorker.Item {
        let key = state.files.keys.key(row, isChosen: false)
        var item = BatchWorker.Item(number: state.number, row: row, key: key)
        state.failedBefore[state.number] = state.journal.takeFailure(key, number: state.number)
        guard try state.ids.insert(row.idHash) else {
            item.reason = ListRow.repeatedID(row.id)
            return item
        }
        do throws(RowError) {
            item.pair = try row.pair()
        } catch {
            item.reason = "\(error)"
        }
        let place = PairFolder.path(id: row.id)
        if let known = state.journal.take(place) {
            let isKnown =
                known.has(key: key)
                || known.has(key: state.files.keys.key(row, isChosen: true))
            // Of millions of pairs without files none is read again.
            let entry =
                known.hasFolder || known.isUncertain
                ? try state.journal.entry(at: known.slot) : nil
            item.own = entry.flatMap { PairFolder.files(of: $0, isUncertain: known.isUncertain) }
            if options.resumes, item.pair != nil, isKnown {
                item.finished = (entry, Journal.Row(known, number: state.number))
            } else {
                // Before the folder changes: a run that is killed must not trust it.
                try state.journal.append(JournalLine(drop: place))
            }
        } else {
            item.own = state.journal.takeLeft(place)
        }
        return item
    }

    // MARK: Receiving

    private func receive(_ outcome: BatchWorker.Outcome, _ state: inout State) throws {
        switch outcome {
        case .kept(let row):
            state.failedBefore[row.number] = nil
            state.rows.append(row)
            state.summary.kept += 1
        case .done(let entry):
            state.failedBefore[entry.number] = nil
            let slot = try state.journal.append(JournalLine(pair: entry))
            state.rows.append(Journal.Row(written: slot, number: entry.number))
            state.summary.done += 1
            for warning in entry.warnings ?? [] { onWarning("\(entry.row.id): \(warning)") }
        case .failed(let entry):
            state.rows.append(try row(ofFailed: entry, &state))
            state.summary.failed += 1
            onWarning("row \(entry.number), \(entry.row.id): \(entry.reason ?? "")")
            if let limit = options.maximumFailures, state.summary.failed >= limit {
                state.summary.hasTooManyFailures = true
            }
        }
    }

    /// Records a row that failed, where it did not fail before for the same reason.
    private func row(
        ofFailed entry: JournalEntry, _ state: inout State
    ) throws -> Journal.Row {
        if let known = state.failedBefore.removeValue(forKey: entry.number),
            try state.journal.entry(at: known.slot) == entry
        {
            return Journal.Row(known, number: entry.number)
        }
        let slot = try state.journal.append(JournalLine(pair: entry))
        return Journal.Row(written: slot, number: entry.number)
    }

    private func finish(_ state: inout State) throws {
        try takeLeftovers(&state)
        let finish = BatchFinish(
            files: state.files, analyzer: analyzer, jobs: options.jobs, isCancelled: isCancelled)
        finish.sort(&state.rows)
        if !state.summary.isInterrupted, !state.summary.hasTooManyFailures {
            var summary = state.summary
            // A merge cannot draw pages that are missing.
            state.lacksPages = header.pages != nil
            summary.isInterrupted = try finish.redraw(state.journal, &state.rows) { done, all in
                summary.redrawn = done
                summary.toRedraw = all
                onProgress(summary)
            }
            state.summary = summary
            state.lacksPages = state.lacksPages && summary.isInterrupted
        }
        try finish.close(state.journal, state.rows, part: part(state))
    }

    /// What the batch has of its list now; `nil` for the whole of it.
    private func part(_ state: State) -> BatchPart? {
        guard var part = state.part else { return nil }
        let isRead =
            options.limit.map { state.number >= $0 } ?? false
            || state.isAtEnd && state.listFailure == nil
        if isRead {
            part.finish(
                options.shard, total: state.number, rows: state.shareRows,
                list: state.list.finish(length: 16))
        }
        if state.lacksPages {
            part.reopen(options.shard)
            return part
        }
        guard let total = part.total else { return part }
        var numbers = state.rows.lazy.filter { !$0.isOrphan }.map(\.number).filter { $0 <= total }
            .makeIterator()
        var (count, last) = (0, 0)
        while let number = numbers.next() {
            if number > last { count += 1 }
            last = number
        }
        return count == total ? nil : part
    }

    /// Takes over what the journal has besides the list's rows.
    private func takeLeftovers(_ state: inout State) throws {
        let isComplete =
            state.isAtEnd && state.listFailure == nil && options.shard == nil
            && options.limit == nil
        for known in state.journal.takeLeftovers() {
            // A run that did not see the whole list cannot tell what belongs to it.
            if isComplete {
                // Of a pair without a page nothing is left.
                guard let folder = try state.journal.entry(at: known.slot).folder else { continue }
                state.summary.orphans.append(folder)
            }
            state.rows.append(
                Journal.Row(
                    known, number: known.number, isOrphan: isComplete || known.isOrphan))
        }
    }
}

extension ListRow {
    /// Why the second row with an id fails.
    static func repeatedID(_ id: String) -> String { "the id \"\(id)\" occurs before in the list" }

    var idHash: UInt64 { ContentHash.short(id) }

    /// Of the id that the list has, by which rows are given to shares: a share does not know which equal rows
    /// the others have.
    var shareHash: UInt64 { ContentHash.short(idInList ?? id) }

    /// Gives a row without an id of its own a further one where an equal row came before it.
    /// - Parameter ids: the hashes of those before.
    /// - Throws: `OutputError.scratch`.
    mutating func distinguish(from ids: SeenHashes) throws {
        guard try ids.contains(idHash), id == idFromText else { return }
        idInList = id
        func isTaken(_ number: Int) throws -> Bool {
            try ids.contains(ContentHash.short("\(idFromText)-\(number)"))
        }
        // The numbers are taken one after the other: the first that is free, for thousands of equal rows too.
        var (taken, free) = (1, 2)
        while try isTaken(free) { (taken, free) = (free, free * 2) }
        while free - taken > 1 {
            let middle = (taken + free) / 2
            if try isTaken(middle) { taken = middle } else { free = middle }
        }
        id += "-\(free)"
    }
}
