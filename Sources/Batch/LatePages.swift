import Analyses
import Files
import Lists
import Pages

/// Draws the pages of single pairs that a batch was made without.
///
/// A page and its files are, byte for byte, what a run with `--pages all` writes. They stay until a run with
/// `BatchPages.top` finds that the pair does not stand out.
package struct LatePages {
    private let directory: String
    private let design: PageDesign?
    private let header: BatchHeader

    /// - Parameter design: what the batch was made with; the package's own where it is `nil`.
    /// - Throws: `InputError` or `JournalError` where the folder holds no batch; `PageError.otherDesign`.
    package init(directory: String, design: PageDesign? = nil) throws {
        self.directory = directory
        self.design = design
        header = try Journal.header(of: Journal.path(in: directory))
        guard header.design == design?.fingerprint else {
            throw PageError.otherDesign(directory: directory)
        }
    }

    // MARK: How the batch was made

    /// The model's folder, as the batch's command named it, or its name on the hub.
    package var model: String { header.modelFolder ?? header.model.name }
    package var revision: String? { header.model.revision }
    /// `nil` for 32-bit floats.
    package var precision: String? { header.model.precision }
    package var analyses: AnalysisChoice { header.options.analyses }
    package var layer: PairAnalyzer.Layer { .index(header.options.layer) }
    package var head: PairAnalyzer.Head { header.options.head.map { .index($0) } ?? .mean }
    package var special: SpecialTokens { header.options.special }

    /// Checks that a model is the one that the batch was made with, which its weights decide.
    /// - Throws: `LatePageError.different`.
    package func check(_ model: AnalyzedPair.Model) throws(LatePageError) {
        guard model == header.model else { throw .different(directory: directory, what: "models") }
    }

    // MARK: Drawing

    /// Draws pages; those that are there and whole stay.
    ///
    /// - Parameters:
    ///   - ids: the pairs' ids, each of them once.
    ///   - analyzer: made as the batch was.
    ///   - patience: whether to wait for a run that has the folder.
    ///   - isCancelled: asked before each page, and while it waits, whether to stop.
    ///   - onWait: called once where it has to wait.
    ///   - onPage: called with the file of each page, in order, once it is there.
    /// - Throws: `LatePageError` where the batch was made in another way, or has no such pair: then nothing is
    ///   written; `OutputError`, `BatchLockError`, `CancellationError`, and what `PairAnalyzer.analyze` throws.
    /// - Complexity: reads the journal once, at the speed of the disk.
    package func draw(
        _ ids: [String], _ analyzer: PairAnalyzer, patience: LockPatience = .none,
        isCancelled: () -> Bool = { false }, onWait: (String) -> Void = { _ in },
        onPage: (String) throws -> Void = { _ in }
    ) throws {
        if let difference = header.difference(from: BatchHeader(analyzer, options)) {
            throw LatePageError.different(directory: directory, what: difference)
        }
        let lock = try BatchFolder(directory).claim(
            patience: patience, isCancelled: isCancelled, onWait: onWait)
        defer { withExtendedLifetime(lock) {} }
        let found = try entries(of: ids)
        let writer = FolderWriter(directory: directory)
        try writer.prepare()
        defer { writer.removeStaging() }
        let files = try PairFiles(header: header, writer: writer, design: design)
        for pair in found {
            if isCancelled() { throw CancellationError() }
            if try !isThere(pair, files) { try draw(pair, analyzer, files) }
            try onPage("\(directory)/\(pair.entry.place)/index.html")
        }
    }

    /// The options that the batch had, as far as its header depends on them.
    private var options: BatchOptions {
        var options = BatchOptions()
        options.figures = BatchFigures(rawValue: header.figures) ?? .none
        options.formats = Set(header.formats.compactMap(PairFigure.Format.init(rawValue:)))
        options.pages = header.pages.flatMap(BatchPages.init(rawValue:)) ?? .all
        options.top = header.top
        options.modelFolder = header.modelFolder
        options.date = header.date
        options.isSingleFile = header.isSingleFile == true
        options.packsTables = header.isPacked == true
        options.writesDatabase = header.hasDatabase == true
        options.design = design
        return options
    }

    private struct Found {
        var entry: JournalEntry
        /// Whether the folder may be of two kinds.
        var isUncertain = false
    }

    private func isThere(_ found: Found, _ files: PairFiles) throws -> Bool {
        !found.isUncertain && found.entry.folder != nil
            && found.entry.key == files.keys.key(found.entry.row, isChosen: true)
            && files.isWhole(found.entry)
    }

    private func draw(_ found: Found, _ analyzer: PairAnalyzer, _ files: PairFiles) throws {
        let entry = found.entry
        let result = try analyzer.analyze(entry.row.pair())
        // The next run, or the next index, packs it again.
        let journal = try Journal.unpack(in: directory)
        // Before the folder changes, as a run does.
        try Journal.append(JournalLine(redraw: entry.place), to: journal)
        let drawn = try files.write(
            result.analysis, for: entry.row, number: entry.number, isChosen: true,
            encodings: result.encodings, warnings: entry.warnings,
            own: PairFolder.files(of: entry, isUncertain: found.isUncertain))
        try Journal.append(JournalLine(pair: drawn), to: journal)
    }

    /// What the journal says last of some pairs, in their order.
    private func entries(of ids: [String]) throws -> [Found] {
        let places = ids.map { PairFolder.path(id: $0) }
        var done: [String: Found] = [:]
        var failed: [String: JournalEntry] = [:]
        // Lines are searched before they are decoded, which would take most of the time.
        let marks = ids.map(JournalLine.mark) + places.map { Array($0.utf8) }
        try Journal.forEachLine(of: Journal.path(in: directory), with: marks) { line in
            if let place = line.redraw { done[place]?.isUncertain = true }
            if let place = line.drop { done[place] = nil }
            guard let entry = line.pair, entry.isOrphan != true else { return }
            if entry.isDone {
                done[entry.place] = Found(entry: entry, isUncertain: entry.key.isEmpty)
            } else {
                failed[entry.row.id] = entry
            }
        }
        return try zip(ids, places).map { id, place in
            if let found = done[place], found.entry.row.id == id { return found }
            guard let reason = failed[id]?.reason else {
                throw LatePageError.unknown(id: id, directory: directory)
            }
            throw LatePageError.failed(id: id, reason: reason)
        }
    }
}

/// Why a page cannot be drawn.
package enum LatePageError: Error, Equatable, CustomStringConvertible {
    /// The batch was made in another way, so that the page would not be its own.
    case different(directory: String, what: String)
    /// The batch has no such pair.
    case unknown(id: String, directory: String)
    /// The pair's row has failed.
    case failed(id: String, reason: String)

    package var description: String {
        switch self {
        case .different(let directory, let what):
            "\(directory) was made with different \(what); name those that it was made with, or run the batch again"
        case .unknown(let id, let directory):
            "\(directory) has no pair \"\(id)\": expected an id of its summary.csv"
        case .failed(let id, let reason):
            "the row of \"\(id)\" has failed, so that there is nothing to draw: \(reason)"
        }
    }
}
