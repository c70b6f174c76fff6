import Encoder
import Files
import Foundation
import Lists

/// One line of the journal: exactly one of its parts.
struct JournalLine: Sendable {
    var batch: BatchHeader?
    var pair: JournalEntry?
    /// What the batch has of its list; the last such line counts.
    var part: BatchPart?
    /// A folder that is about to be replaced: what the lines above say of it no longer holds.
    var drop: String?
    /// A folder that is about to be drawn, or to lose its figures; its numbers stay.
    var redraw: String?
    /// The last line of a run that came to its end: the tables and the index say what the lines above do, of which
    /// there are so many.
    var end: Int?

    /// The line with its line break. Equal lines give equal bytes.
    static func encode(_ line: JournalLine) throws -> [UInt8] {
        let lineEnd = UInt8(ascii: "\n")
        if let pair = line.pair {
            var json = JSONWriter()
            json.object { json in
                json.name("pair")
                pair.write(to: &json)
            }
            return json.bytes + [lineEnd]
        }
        return try CompactJSON.encode(line) + [lineEnd]
    }

    /// What the line of a row with an id holds, and hardly any other.
    static func mark(ofID id: String) -> [UInt8] {
        var json = JSONWriter()
        json.object { $0.member("id", id) }
        return Array(json.bytes[1..<json.bytes.count - 1])
    }

    private static let pairStart = Array("{\"pair\":".utf8)
    /// How the line of a run's end begins.
    static let endStart = Array("{\"end\":".utf8)

    /// - Returns: `nil` for a line that is damaged, or says what no batch writes: whoever reads a
    ///   journal may trust its numbers and paths.
    static func decode(_ bytes: [UInt8]) -> JournalLine? {
        if bytes.starts(with: pairStart) {
            let pair = bytes.withUnsafeBytes { try? JournalEntry(line: $0) }
            return pair.map { JournalLine(pair: $0) }
        }
        guard let line = try? JSONDecoder().decode(JournalLine.self, from: Data(bytes)),
            line.batch?.isPossible ?? true, line.part?.isPossible ?? true
        else { return nil }
        return line
    }
}

extension JournalLine: Codable {
    /// The line of a pair, of which there are millions, has its own reader and writer.
    private enum CodingKeys: String, CodingKey { case batch, part, drop, redraw, end }
}

extension JournalEntry {
    /// Writes the row as an object with ascending names.
    func write(to json: inout JSONWriter) {
        json.object { json in
            if let cosine {
                json.name("cosine")
                json.array { for value in cosine { $0.value(value) } }
            }
            json.member("files", files)
            json.member("folder", folder)
            if let isOrphan {
                json.name("isOrphan")
                json.value(isOrphan)
            }
            json.member("key", key)
            json.member("left", left)
            if let marks {
                json.name("marks")
                json.array { json in
                    for mark in marks {
                        json.array { for place in mark { $0.value(place) } }
                    }
                }
            }
            json.name("number")
            json.value(number)
            json.member("reason", reason)
            json.name("row")
            row.write(to: &json)
            json.member("warnings", warnings)
        }
    }

    /// Reads the line of a pair.
    /// - Throws: also for what no batch writes.
    fileprivate init(line: UnsafeRawBufferPointer) throws(JSONScanner.Failure) {
        var scanner = JSONScanner(line)
        var entry: JournalEntry?
        try scanner.object { scanner, name throws(JSONScanner.Failure) in
            guard name == "pair", entry == nil else { throw scanner.fail("expected one pair") }
            entry = try JournalEntry(&scanner)
        }
        try scanner.end(of: "line")
        guard let entry, entry.isPossible else { throw scanner.fail("expected a pair of a batch") }
        self = entry
    }

    /// Reads a row as `write(to:)` has written it; names that it does not know mean nothing.
    private init(_ scanner: inout JSONScanner) throws(JSONScanner.Failure) {
        var number: Int?
        var row: ListRow?
        var key: String?
        var cosine: [Float]?
        var marks: [[Int]]?
        var (reason, folder): (String?, String?)
        var (files, left): ([String: String]?, [String: String]?)
        var warnings: [String]?
        var isOrphan: Bool?
        try scanner.object { scanner, name throws(JSONScanner.Failure) in
            switch name {
            case "number": number = try scanner.integer()
            case "row": row = try ListRow(&scanner)
            case "key": key = try scanner.string()
            case "cosine":
                var values: [Float] = []
                try scanner.array { scanner throws(JSONScanner.Failure) in
                    values.append(try scanner.float())
                }
                cosine = values
            case "marks":
                var values: [[Int]] = []
                try scanner.array { scanner throws(JSONScanner.Failure) in
                    var mark: [Int] = []
                    try scanner.array { scanner throws(JSONScanner.Failure) in
                        mark.append(try scanner.integer())
                    }
                    values.append(mark)
                }
                marks = values
            case "reason": reason = try scanner.string()
            case "folder": folder = try scanner.string()
            case "files": files = try scanner.texts()
            case "left": left = try scanner.texts()
            case "warnings": warnings = try scanner.strings()
            case "isOrphan":
                guard case .bool(let value) = try scanner.value() else {
                    throw scanner.fail("expected true or false")
                }
                isOrphan = value
            default: _ = try scanner.value()
            }
        }
        guard let number, let row, let key else {
            throw scanner.fail("expected a number, a row and a key")
        }
        self.init(
            number: number, row: row, key: key, reason: reason, folder: folder, cosine: cosine,
            marks: marks, files: files, left: left, warnings: warnings, isOrphan: isOrphan)
    }
}

// MARK: - Checks

extension BatchHeader {
    /// Whether a batch could have written it.
    fileprivate var isPossible: Bool {
        // An overview takes memory for each layer.
        0...1000 ~= model.layers && (top?.count ?? 1) >= 1
            && (pages.map { BatchPages(rawValue: $0) != nil } ?? true)
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
        // Only a pair with numbers has a folder.
        guard folder == nil || cosine != nil else { return false }
        // Similarities are at most 1 but for rounding.
        guard (cosine ?? []).allSatisfy({ abs($0) <= 2 }) else { return false }
        let paths =
            (folder.map { [$0] } ?? []) + (files ?? [:]).keys
            + (left ?? [:]).keys
        return paths.allSatisfy { (try? OutputFile(path: $0, bytes: []).components()) != nil }
    }
}
