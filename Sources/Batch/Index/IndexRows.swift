import Files
import Foundation
import Lists
import Pages

/// The rows of an index as data for its script, which searches and sorts all pages.
///
/// A page opened from the disk may not fetch files, but it may load scripts, so the data are calls
/// of one function. A file holds the rows of a few pages; a browser loads those that it needs.
struct IndexRows {
    /// How many pages' rows are in a file: at most a thousand.
    static let pagesPerFile = 5

    static func path(_ number: Int) -> String { "\(IndexPage.folder)/rows-\(number).js" }

    private let number: Int
    private let corrected: CorrectedRows?
    private var bytes: [UInt8]
    private var isEmpty = true

    /// - Parameters:
    ///   - number: of the file, from 1.
    ///   - corrected: `nil` for a batch without a baseline.
    init(number: Int, corrected: CorrectedRows? = nil) {
        self.number = number
        self.corrected = corrected
        bytes = Array("attentionReportRows(\(number), [\n".utf8)
    }

    mutating func append(_ entry: JournalEntry) throws {
        if !isEmpty { bytes += ",\n".utf8 }
        isEmpty = false
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        let json = String(
            decoding: try encoder.encode(
                Row(entry: entry, corrected: corrected?.similarity(of: entry)?.last)), as: UTF8.self
        )
        bytes += JSONInScript.escape(json).utf8
    }

    func file() -> OutputFile {
        OutputFile(path: Self.path(number), bytes: bytes + "\n]);\n".utf8)
    }
}

/// A row as a short array; `index.js` reads it.
private struct Row: Encodable {
    let entry: JournalEntry
    /// After the last layer.
    let corrected: Float?

    func encode(to encoder: any Encoder) throws {
        var values = encoder.unkeyedContainer()
        try values.encode(entry.row.id)
        // `3f/bank`, or nothing for a row that failed.
        try values.encode(
            entry.folder.map { String($0.dropFirst(PairFolder.root.utf8.count + 1)) } ?? "")
        try values.encode(entry.row.word)
        try values.encode(entry.row.label ?? "")
        for (index, text) in [entry.row.sentence1, entry.row.sentence2].enumerated() {
            try values.encode(parts(text, index))
        }
        // Thousandths, as the page shows them.
        try values.encode((entry.cosine ?? []).map(thousandths))
        try values.encode(entry.hasThumbnail ? 1 : 0)
        // By which a row that failed is linked.
        try values.encode(entry.number)
        if let reason = entry.reason {
            try values.encode(reason)
        } else if let corrected {
            try values.encodeNil()
            try values.encode(thousandths(corrected))
        }
    }

    private func thousandths(_ value: Float) -> Int { Int((Double(value) * 1000).rounded()) }

    /// The shown part of a sentence: before the word, the word, after it.
    private func parts(_ text: String, _ index: Int) -> [String] {
        let sentence = ShownSentence(
            text, mark: entry.marks.flatMap { $0.count > index ? $0[index] : nil })
        var parts = ["", "", ""]
        var place = 0
        for segment in sentence.segments {
            if segment.isMarked { place = 1 }
            parts[place] += segment.text
            if segment.isMarked { place = 2 }
        }
        if sentence.isCutBefore { parts[0] = "… " + parts[0] }
        if sentence.isCutAfter { parts[parts[1].isEmpty ? 0 : 2] += " …" }
        return parts
    }
}
