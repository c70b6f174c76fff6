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
    /// The fingerprint of the user's style sheet and templates, if there are some.
    var design: String?
    /// `true` where pages are alone in their files, else nothing.
    var isSingleFile: Bool?
    /// The similarity that unrelated words have, if it is among the analyses.
    var baseline: SimilarityBaseline?
    /// The labelled pairs of the verdicts, if these are among the analyses.
    var calibration: Calibration?

    /// Names the layers as the columns of the tables do: `emb`, `L0`, …
    var layers: [String] {
        ["emb"] + (0..<model.layers).map(AnalyzedPair.layerName)
    }

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
        if isSingleFile != other.isSingleFile { return "kinds of pages, some with --single-file" }
        if top != other.top { return "numbers or orders of drawn pairs" }
        return self == other ? nil : "options"
    }

    /// The figures of pairs that are chosen, or are not.
    func figures(isChosen: Bool) -> BatchFigures {
        isChosen || top == nil ? BatchFigures(rawValue: figures) ?? .none : .none
    }

    /// A hash of everything that decides what a pair's folder holds, but for the pair: what is
    /// drawn for it counts, what is drawn for others does not.
    func fingerprint(isChosen: Bool) throws -> String {
        var header = self
        header.top = nil
        header.figures = figures(isChosen: isChosen).rawValue
        if header.figures != BatchFigures.all.rawValue { header.formats = [] }
        return ContentHash.hex(of: try JournalLine.encode(JournalLine(batch: header)))
    }
}

/// A row that has been dealt with.
struct JournalEntry: Codable, Equatable, Sendable {
    /// The row's number in the list, from 1.
    var number: Int
    var row: ListRow
    /// A hash of the row, the options, the model and the version; empty for a pair whose folder
    /// may be of two kinds.
    var key: String
    /// Why the row failed; `nil` for one that is done, which has all of what follows.
    var reason: String?
    /// The pair's folder.
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

    /// Whether the pair has numbers and a folder.
    var isDone: Bool { cosine != nil && folder != nil }

    /// Whether there is a picture for the index, as there is for every pair that is drawn.
    var hasThumbnail: Bool { files?[Thumbnail.path] != nil }
}

/// The keys that the rows of a batch have.
struct BatchKeys: Sendable {
    private let plain: String
    private let drawn: String

    init(_ header: BatchHeader) throws {
        plain = try header.fingerprint(isChosen: false)
        drawn = try header.fingerprint(isChosen: true)
    }

    /// Whether a row's numbers are this batch's: not of another model or other options, not done again.
    func areOf(_ entry: JournalEntry) -> Bool {
        entry.key.isEmpty
            || [false, true].contains { entry.key == key(entry.row, isChosen: $0) }
    }

    /// - Parameter isChosen: whether the pair is one of those that `BatchTop` wants drawn; without
    ///   one the keys are equal.
    func key(_ row: ListRow, isChosen: Bool) -> String {
        let forms = (row.forms1 ?? []) + (row.forms2 ?? [])
        return ContentHash.hex([isChosen ? drawn : plain] + row.values + forms)
    }
}

/// One line of the journal: exactly one of its parts.
struct JournalLine: Codable, Sendable {
    var batch: BatchHeader?
    var pair: JournalEntry?
    /// What the batch has of its list; the last such line counts.
    var part: BatchPart?
    /// A folder that is about to be replaced: what the lines above say of it no longer holds.
    var drop: String?
    /// A folder that is about to be drawn, or to lose its figures; its numbers stay.
    var redraw: String?

    /// The line with its line break. Equal lines give equal bytes.
    static func encode(_ line: JournalLine) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try [UInt8](encoder.encode(line)) + [UInt8(ascii: "\n")]
    }

    /// - Returns: `nil` for a line that is damaged, or says what no batch writes: whoever reads a
    ///   journal may trust its numbers and paths.
    static func decode(_ bytes: [UInt8]) -> JournalLine? {
        guard let line = try? JSONDecoder().decode(JournalLine.self, from: Data(bytes)),
            line.batch?.isPossible ?? true, line.pair?.isPossible ?? true,
            line.part?.isPossible ?? true
        else { return nil }
        return line
    }
}

// MARK: - Checks

extension BatchHeader {
    /// Whether a batch could have written it.
    fileprivate var isPossible: Bool {
        // An overview takes memory for each layer.
        0...1000 ~= model.layers && (top?.count ?? 1) >= 1
            && (baseline?.layers.count ?? model.layers + 1) == model.layers + 1
            && (calibration?.layerCount ?? model.layers) == model.layers
    }
}

extension JournalEntry {
    /// Whether a batch could have written it: numbers in their ranges, and only paths that stay
    /// below the folder.
    fileprivate var isPossible: Bool {
        // So far from the largest number that sums of a few have room.
        guard 1..<(1 << 40) ~= number else { return false }
        // Similarities are at most 1 but for rounding.
        guard (cosine ?? []).allSatisfy({ abs($0) <= 2 }) else { return false }
        let paths =
            (folder.map { [$0] } ?? []) + (files ?? [:]).keys
            + (left ?? [:]).keys
        return paths.allSatisfy { (try? OutputFile(path: $0, bytes: []).components()) != nil }
    }
}
