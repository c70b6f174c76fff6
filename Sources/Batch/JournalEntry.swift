import Analyses
import Encoder
import Files
import Foundation
import Lists

/// What all pairs of a batch have in common: the first line of its journal.
struct BatchHeader: Codable, Equatable, Sendable {
    static let schema = "attention-report/batch/1"

    var schema = Self.schema
    var version: String
    var model: AnalyzedPair.Model
    /// The model's folder as commands name it; `nil` for a model of the hub.
    var modelFolder: String?
    var options: PairOptions
    var figures: String
    var formats: [String]
    var date: String?
    /// Which pairs are drawn; `nil` for all.
    var top: BatchTop?
    /// Which pairs have pages, as `BatchPages` names it; `nil` for all.
    var pages: String?
    /// The fingerprint of the user's style sheet and templates, if there are some.
    var design: String?
    /// `true` where pages are alone in their files, else nothing.
    var isSingleFile: Bool?
    /// `true` where `summary.csv`, the journal and the data of the index are packed, else nothing.
    var isPacked: Bool?
    /// `true` where the table of all pairs is also a database, else nothing.
    var hasDatabase: Bool?
    /// The similarity that unrelated words have, if it is among the analyses.
    var baseline: SimilarityBaseline?
    /// The labelled pairs of the verdicts, if these are among the analyses.
    var calibration: Calibration?

    /// Names the layers as the columns of the tables do: `emb`, `L0`, …
    var layers: [String] {
        ["emb"] + (0..<model.layers).map(AnalyzedPair.layerName)
    }

    /// The table of all pairs.
    var summaryName: String { isPacked == true ? Self.packedSummary : Self.plainSummary }

    private static let (plainSummary, packedSummary) = ("summary.csv", "summary.csv.gz")
    static let failedName = "failed.tsv"

    /// The tables of rows that a batch may write.
    static let tableNames = [failedName, plainSummary, packedSummary]

    /// The journal, once a run has come to its end.
    var journalName: String { isPacked == true ? Journal.packedName : Journal.name }

    /// What another batch does differently, in words; `nil` if nothing.
    func difference(from other: BatchHeader) -> String? {
        if version != other.version { return "versions of the program" }
        if model != other.model { return "models" }
        if modelFolder != other.modelFolder { return "places of the model's folder" }
        if options.analyses != other.options.analyses { return "analyses" }
        if options.baseline != other.options.baseline || baseline != other.baseline {
            return "baselines"
        }
        if options.calibration != other.options.calibration || calibration != other.calibration {
            return "calibrations"
        }
        if options != other.options { return "layers, heads or hidden tokens" }
        if figures != other.figures || formats != other.formats { return "figures or formats" }
        if date != other.date { return "dates" }
        if design != other.design { return "style sheets or templates" }
        if isPacked != other.isPacked { return "kinds of tables, some with --gzip" }
        if hasDatabase != other.hasDatabase { return "kinds of tables, some with --sqlite" }
        if isSingleFile != other.isSingleFile { return "kinds of pages, some with --single-file" }
        if top != other.top { return "numbers or orders of drawn pairs" }
        if pages != other.pages { return "choices of pages" }
        return self == other ? nil : "options"
    }

    /// Whether what is drawn for a pair does not depend on its being chosen.
    var drawsAll: Bool { top == nil && pages == nil }

    /// The figures of pairs that are chosen, or are not.
    func figures(isChosen: Bool) -> BatchFigures {
        isChosen || drawsAll ? BatchFigures(rawValue: figures) ?? .none : .none
    }

    /// Whether pairs that are chosen, or are not, have pages.
    func hasPage(isChosen: Bool) -> Bool { isChosen || pages == nil }

    /// A hash of everything that decides what a pair's folder holds, but for the pair: what is
    /// drawn for it counts, what is drawn for others does not.
    func fingerprint(isChosen: Bool) throws -> String {
        var header = self
        header.top = nil
        header.pages = nil
        header.isPacked = nil
        header.hasDatabase = nil
        if !hasPage(isChosen: isChosen) {
            // Only the similarities are kept, which no option of the pages changes.
            header = BatchHeader(
                version: version, model: model, options: PairOptions(layer: 0), figures: "",
                formats: [], pages: BatchPages.none.rawValue)
            return ContentHash.hex(of: try JournalLine.encode(JournalLine(batch: header)))
        }
        header.figures = figures(isChosen: isChosen).rawValue
        if header.figures != BatchFigures.all.rawValue { header.formats = [] }
        return ContentHash.hex(of: try JournalLine.encode(JournalLine(batch: header)))
    }
}

/// A row that has been dealt with.
struct JournalEntry: Equatable, Sendable {
    /// The row's number in the list, from 1.
    var number: Int
    var row: ListRow
    /// A hash of the row, the options, the model and the version; empty for a pair whose folder
    /// may be of two kinds.
    var key: String
    /// Why the row failed; `nil` for one that is done.
    var reason: String?
    /// The pair's folder; `nil` for a pair without a page.
    var folder: String?
    /// The word's similarity at every layer.
    var cosine: [Float]?
    /// Where the word stands in each sentence, in Unicode scalars: start and end.
    var marks: [[Int]]?
    /// The folder's files and the beginnings of their SHA-256.
    var files: [String: String]?
    /// What `files` was of the folder that an earlier run has left of a row that failed.
    var left: [String: String]?
    /// What the user should know although the pair is done.
    var warnings: [String]?
    /// Whether the last complete run did not find the row in the list.
    var isOrphan: Bool?

    /// Whether the pair has numbers.
    var isDone: Bool { cosine != nil }

    /// Where the pair's folder is, or would be.
    var place: String { folder ?? PairFolder.path(id: row.id) }

    /// Whether there is a picture for the index, as there is for every pair that is drawn.
    var hasThumbnail: Bool { files?[Thumbnail.path] != nil }
}

/// The keys that the rows of a batch have.
struct BatchKeys: Sendable {
    private let plain: String
    private let drawn: String
    /// How many digits the keys of pairs have that are not chosen: there may be millions of them, with nothing
    /// else to their names.
    private let plainLength: Int

    init(_ header: BatchHeader) throws {
        plain = try header.fingerprint(isChosen: false)
        drawn = try header.fingerprint(isChosen: true)
        plainLength = header.hasPage(isChosen: false) ? 64 : 16
    }

    /// Whether a row's numbers are this batch's: not of another model or other options, not done again.
    func areOf(_ entry: JournalEntry) -> Bool {
        entry.key.isEmpty
            || [false, true].contains { entry.key == key(entry.row, isChosen: $0) }
    }

    /// - Parameter isChosen: whether the pair is one of those that are drawn; where all are, the keys are
    ///   equal.
    func key(_ row: ListRow, isChosen: Bool) -> String {
        let forms = (row.forms1 ?? []) + (row.forms2 ?? [])
        return ContentHash.hex(
            [isChosen ? drawn : plain] + row.values + forms, length: isChosen ? 64 : plainLength)
    }
}

// MARK: - A run

extension BatchHeader {
    /// What pairs have in common that are analysed so and written with these options.
    init(_ analyzer: PairAnalyzer, _ options: BatchOptions) {
        self.init(
            version: ProgramVersion.number, model: analyzer.model.summary,
            modelFolder: options.modelFolder, options: analyzer.options,
            figures: options.figures.rawValue,
            formats: options.figures == .all ? Self.formats(options).sorted().map(\.rawValue) : [],
            date: options.date, top: options.top,
            pages: options.pages == .all ? nil : options.pages.rawValue,
            design: options.design?.fingerprint,
            isSingleFile: options.isSingleFile ? true : nil,
            isPacked: options.packsTables ? true : nil,
            hasDatabase: options.writesDatabase ? true : nil, baseline: analyzer.baseline,
            calibration: analyzer.calibration)
    }

    /// A page alone in its file has each figure once.
    private static func formats(_ options: BatchOptions) -> Set<PairFigure.Format> {
        guard options.isSingleFile else { return options.formats }
        return options.formats.contains(.svg) || options.formats.isDisjoint(with: [.png, .svg])
            ? [.svg] : [.png]
    }
}
