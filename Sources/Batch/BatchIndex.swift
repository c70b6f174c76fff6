import Files
import Foundation
import Lists
import Pages

/// The tables and the index of a batch, made from its journal alone.
package struct BatchIndex: Sendable {
    let directory: String
    let design: PageDesign?

    /// - Parameter design: what the batch was made with; the package's own where it is `nil`.
    package init(directory: String, design: PageDesign? = nil) {
        self.directory = directory
        self.design = design
    }

    /// The same as `write` for a folder that no run is at work on, be it that the last one was
    /// killed: of a row that was worked on more than once, the last line counts.
    /// - Returns: the number of pairs and of failed rows; `missing` is `nil` for a whole list.
    /// - Throws: also `BatchLockError`.
    @discardableResult
    package func rebuild() throws -> (pairs: Int, failed: Int, missing: MissingRows?) {
        _ = try Journal.header(of: Journal.path(in: directory))
        let lock = try BatchFolder(directory).claim()
        defer { withExtendedLifetime(lock) {} }
        TemporaryFile.removeLeftovers(in: directory)
        let journal = Journal.path(in: directory)
        var replay = try JournalReplay(path: journal)
        let slots = replay.takeSlots()
        let reader = try JournalReader(path: journal)
        let counts = try write(replay.part) { body in
            for slot in slots { try body(reader.entry(at: slot)) }
        }
        if try Journal.header(of: journal).isPacked == true {
            try Journal.pack(in: directory)
        } else {
            Journal.removePacked(in: directory)
        }
        return counts
    }

    /// Writes what the pages of pairs need of the folder, so that they can be looked at while a run goes on;
    /// nothing in a folder that has an index.
    func begin(_ header: BatchHeader) throws {
        guard try FolderManifest.found(in: directory) == nil else { return }
        let renewal = try BatchFolder(directory).renewal(header)
        defer { renewal.discard() }
        for file in try IndexPage.sharedFiles(header, design) { try renewal.add(file) }
        try renewal.commit()
    }

    /// Writes `summary.csv`, `failed.tsv` and the index anew.
    /// - Returns: the number of pairs and of failed rows.
    /// - Throws: `InputError` or `JournalError` where the folder holds no journal; `OutputError`;
    ///   `PageError`, also where the batch was made with another design.
    @discardableResult
    func write() throws -> (pairs: Int, failed: Int, missing: MissingRows?) {
        let journal = Journal.path(in: directory)
        return try write(Journal.part(of: journal)) { try Journal.forEachEntry(of: journal, $0) }
    }

    /// Calls its argument with every row, in order.
    private typealias Rows = ((JournalEntry) throws -> Void) throws -> Void

    private func write(
        _ part: BatchPart?, _ rows: Rows
    ) throws -> (pairs: Int, failed: Int, missing: MissingRows?) {
        let header = try Journal.header(of: Journal.path(in: directory))
        guard header.design == design?.fingerprint else {
            throw PageError.otherDesign(directory: directory)
        }
        let corrected = try CorrectedRows(header)
        let verdicts = try VerdictRows(header)
        let columns = IndexColumn.list(
            layers: header.layers, corrected: corrected, verdicts: verdicts, hasLabels: true
        ).filter { $0.csvName != nil }
        var plan = IndexPlan(layers: header.layers, part: part)
        let renewal = try BatchFolder(directory).renewal(header)
        defer { renewal.discard() }
        var summary = try TableFile(
            try renewal.begin(header.summaryName), CSV(header: columns.compactMap(\.csvName)),
            isPacked: header.isPacked == true)
        var failed = try TableFile(
            try renewal.begin(BatchHeader.failedName),
            CSV(header: ListRow.columns + [ListRow.reasonColumn], delimiter: "\t"))
        let database = try header.hasDatabase == true ? SummaryDatabase(columns, in: renewal) : nil
        try rows { entry in
            guard entry.isOrphan != true else { return }
            plan.add(entry)
            if entry.isDone {
                try database?.append(entry)
                try summary.append(columns.map { $0.csvField(entry) })
            } else {
                try failed.append(entry.row.values + [entry.reason ?? ""])
            }
        }
        try summary.finish(in: renewal)
        try failed.finish(in: renewal)
        try database?.finish(in: renewal)
        try renewal.add(DataPackage.batch(columns, summary: header.summaryName).file())
        try addPages(
            of: IndexPage(
                header: header, plan: plan, design: design, corrected: corrected,
                verdicts: verdicts), rows, to: renewal)
        try renewal.commit()
        return (plan.overview.count, plan.overview.failed, plan.missing)
    }

    private func addPages(of page: IndexPage, _ all: Rows, to renewal: FolderRenewal) throws {
        for file in try page.figureFiles() + page.sharedFiles() + [page.scriptFile] {
            try renewal.add(file)
        }
        var number = 1
        var entries: [JournalEntry] = []
        // The front page comes last: all that it links to is there.
        var front: OutputFile?
        let isPacked = page.header.isPacked == true
        var rows = IndexRows(number: 1, columns: page.columns, isPacked: isPacked)
        func flush() throws {
            for entry in entries { rows.append(entry) }
            let isLast = number >= page.plan.pageSizes.count
            if !entries.isEmpty, isLast || number % IndexRows.pagesPerFile == 0 {
                try renewal.add(rows.file())
                rows = IndexRows(
                    number: number / IndexRows.pagesPerFile + 1, columns: page.columns,
                    isPacked: isPacked)
            }
            if number == 1 {
                front = try page.file(number: 1, entries: entries)
            } else if page.listsAll {
                try renewal.add(page.file(number: number, entries: entries))
            }
            number += 1
            entries = []
        }
        try all { entry in
            guard entry.isOrphan != true else { return }
            entries.append(entry)
            if page.plan.pageSizes.indices.contains(number - 1),
                entries.count == page.plan.pageSizes[number - 1]
            {
                try flush()
            }
        }
        if number == 1 { try flush() }
        if let front { try renewal.add(front) }
    }
}

/// A table that grows on disk.
private struct TableFile {
    private let file: StagedFile
    private var table: CSV
    /// `nil` for a table that is not packed.
    private let deflater: Deflater?

    private static let pieceSize = 1 << 16

    init(_ file: StagedFile, _ table: CSV, isPacked: Bool = false) throws {
        self.file = file
        self.table = table
        deflater = isPacked ? try Deflater() : nil
    }

    mutating func append(_ fields: [String]) throws {
        table.append(fields)
        if table.bytes.count >= Self.pieceSize { try put(table.takeBytes()) }
    }

    private func put(_ bytes: [UInt8]) throws {
        try file.append(deflater.map { $0.pack(bytes) } ?? bytes)
    }

    mutating func finish(in renewal: FolderRenewal) throws {
        try put(table.takeBytes())
        if let deflater { try file.append(deflater.finish()) }
        try renewal.add(file)
    }
}
