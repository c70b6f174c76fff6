import Analyses
import Encoder
import Files
import Foundation
import Lists
import Pages

/// Draws pairs, puts their folders on disk, and says what is in them.
struct PairFiles: Sendable {
    let header: BatchHeader
    let keys: BatchKeys
    let writer: FolderWriter
    /// What the pages are made with; the package's own where it is `nil`.
    let design: PageDesign?
    private let formats: Set<PairFigure.Format>

    /// - Throws: `PageError.otherDesign` unless the batch is one of that design.
    init(header: BatchHeader, writer: FolderWriter, design: PageDesign? = nil) throws {
        guard header.design == design?.fingerprint else {
            throw PageError.otherDesign(directory: writer.directory)
        }
        self.header = header
        self.writer = writer
        self.design = design
        keys = try BatchKeys(header)
        formats = Set(header.formats.compactMap(PairFigure.Format.init(rawValue:)))
    }

    /// Says what there is to say of a pair without a page; takes its folder away, if there is one.
    /// - Parameter own: as for `write`.
    /// - Returns: the pair's line of the journal.
    func record(
        _ similarity: PairSimilarity, for row: ListRow, number: Int, own: PairFolder.Files?
    ) throws -> JournalEntry {
        try remove(PairFolder.path(id: row.id), id: row.id, own: own)
        return JournalEntry(
            number: number, row: row, key: keys.key(row, isChosen: false),
            cosine: similarity.cosine,
            marks: similarity.marks.map { [$0.lowerBound, $0.upperBound] },
            warnings: similarity.warnings.isEmpty ? nil : similarity.warnings)
    }

    /// Writes the folder of a pair that has a page.
    /// - Parameters:
    ///   - isChosen: whether it is one of those that are drawn.
    ///   - encodings: what the model computed, for pages that are drawn and can be explored.
    ///   - own: the files that the folder may have by the journal; `nil` where it does not say.
    /// - Throws: `OutputError.foreign` for a folder with a file that no run has written, `.edited` for one that was
    ///   changed since.
    /// - Returns: the pair's line of the journal.
    func write(
        _ analysis: AnalyzedPair, for row: ListRow, number: Int, isChosen: Bool,
        encodings: [ModelOutput] = [], warnings: [String]?, own: PairFolder.Files? = nil
    ) throws -> JournalEntry {
        let folder = PairFolder.path(id: row.id)
        var entry = JournalEntry(
            number: number, row: row, key: keys.key(row, isChosen: isChosen),
            cosine: analysis.similarity.cosine, marks: Self.marks(analysis), warnings: warnings)
        let figures = header.figures(isChosen: isChosen)
        let drawn =
            figures == .all
            ? try PairFigures(analysis).rendered(threadCount: 1, formats: formats) : []
        let report = PairReport(
            analysis: analysis, figures: drawn, producer: Producer(version: header.version),
            date: header.date, encodings: figures == .all ? encodings : [], design: design,
            modelArgument: header.modelFolder, sharedRoot: PairFolder.way(back: folder))
        var files = try header.isSingleFile == true ? report.pageAndNumbers() : report.files()
        if figures != .none {
            files.append(
                OutputFile(path: Thumbnail.path, bytes: Array(Thumbnail(analysis).svg.utf8)))
        }
        try put(files, in: folder, id: row.id, own: own)
        entry.folder = folder
        entry.files = Dictionary(
            files.map { ($0.path, Self.hash($0.bytes)) }, uniquingKeysWith: { $1 })
        return entry
    }

    /// Where the word stands in each sentence, from its first token to its last.
    private static func marks(_ analysis: AnalyzedPair) -> [[Int]] {
        analysis.sentences.map { sentence in
            let span = AnalyzedPair.Sentence.span(of: sentence.target, sentence.offsets)
            return [span.lowerBound, span.upperBound]
        }
    }

    /// Removes the folders above those of pairs where they have become empty; call when no thread writes.
    func removeEmptyFolders() {
        for folder in PairFolder.parents { rmdir("\(writer.directory)/\(folder)") }
    }

    /// Takes away the folder of a pair that has no page, if there is one.
    func remove(_ folder: String, id: String, own: PairFolder.Files?) throws {
        try writer.remove(folder, replacing: origins(in: folder, id: id, own: own))
    }

    /// Puts a pair's folder in place, unless that would remove a file that no run has written.
    func put(
        _ files: [OutputFile], in folder: String, id: String, own: PairFolder.Files?
    ) throws {
        try writer.write(files, to: folder, replacing: origins(in: folder, id: id, own: own))
    }

    /// Checks that `put` may replace what is in a pair's folder.
    func check(_ folder: String, id: String, own: PairFolder.Files?) throws {
        try writer.check(folder, replacing: origins(in: folder, id: id, own: own))
    }

    private func origins(
        in folder: String, id: String, own: PairFolder.Files?
    ) -> (String) -> FolderWriter.Origin {
        let path = "\(writer.directory)/\(folder)"
        // Looked at only where there is a folder.
        lazy var known = own ?? PairFolder.files(in: path, id: id)
        return { known.origin(of: $0) }
    }

    /// Draws a finished pair, or takes its figures or its page away. The numbers of a page come from its own file,
    /// which restores them to the bit, so that no model is needed.
    /// - Parameters:
    ///   - encodings: what the model makes of the pair; without it the page cannot be explored.
    ///   - source: the folder of the batch that has the pair; `nil` for this one.
    ///   - own: as for `write`.
    /// - Throws: `JournalError.damaged` where that file is not what it was.
    func redraw(
        _ entry: JournalEntry, isChosen: Bool, encodings: [ModelOutput] = [],
        from source: String? = nil, own: PairFolder.Files?
    ) throws -> JournalEntry {
        guard header.hasPage(isChosen: isChosen) else {
            try remove(entry.place, id: entry.row.id, own: own)
            var entry = entry
            entry.key = keys.key(entry.row, isChosen: isChosen)
            entry.folder = nil
            entry.files = nil
            return entry
        }
        let numbers = try Self.read(
            PairDataFile.json, of: entry, in: source ?? writer.directory)
        let analysis: AnalyzedPair
        do {
            analysis = try AnalyzedPair(json: numbers)
        } catch is DecodingError {
            // As another version wrote it, perhaps.
            throw JournalError.damaged(
                path: "\(source ?? writer.directory)/\(entry.folder ?? "")/\(PairDataFile.json)")
        }
        return try write(
            analysis, for: entry.row, number: entry.number,
            isChosen: isChosen, encodings: encodings, warnings: entry.warnings,
            own: own)
    }

    /// A file of a finished pair.
    /// - Throws: `JournalError.damaged` unless it is as the journal says.
    static func read(
        _ file: String, of entry: JournalEntry, in directory: String
    ) throws -> [UInt8] {
        let path = "\(directory)/\(entry.folder ?? "")/\(file)"
        guard FileTree.isRegularFile(path), let data = FileManager.default.contents(atPath: path),
            hash([UInt8](data)) == entry.files?[file]
        else { throw JournalError.damaged(path: path) }
        return [UInt8](data)
    }

    /// Whether every file of a finished pair is there and unchanged; of a pair without a page there is none.
    func isWhole(_ entry: JournalEntry) -> Bool {
        guard entry.folder != nil else { return entry.isDone }
        guard let files = entry.files else { return false }
        return files.keys.allSatisfy {
            (try? Self.read($0, of: entry, in: writer.directory)) != nil
        }
    }

    private static func hash(_ bytes: [UInt8]) -> String { ContentHash.hex(of: bytes, length: 16) }
}
