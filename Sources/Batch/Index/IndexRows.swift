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
    private let columns: [IndexColumn]
    private let isPacked: Bool
    /// The JSON so far.
    private var bytes: [UInt8]
    private var isEmpty = true

    /// - Parameters:
    ///   - number: of the file, from 1.
    ///   - columns: of the page.
    ///   - isPacked: whether the file holds the JSON as gzip in base64.
    init(number: Int, columns: [IndexColumn], isPacked: Bool = false) {
        self.number = number
        self.isPacked = isPacked
        self.columns = columns.filter(\.isInScript)
        let keys = (Self.parts.map(\.key) + self.columns.map(\.key)).map { "\"\($0)\"" }
        bytes = Array(
            "{\"number\":\(number),\"keys\":[\(keys.joined(separator: ","))],"
                .utf8)
        bytes += "\"rows\":[\n".utf8
    }

    mutating func append(_ entry: JournalEntry) {
        if !isEmpty { bytes += ",\n".utf8 }
        isEmpty = false
        // A row is a short array; the file says once what its places hold.
        var json = JSONWriter()
        json.array { json in
            for part in Self.parts { part.write(entry, &json) }
            for column in columns {
                switch column.scriptValue(entry) {
                case .text(let text): json.value(text)
                case .number(let number): json.value(number)
                case nil: json.null()
                }
            }
        }
        JSONInScript.append(json.bytes, to: &bytes)
    }

    func file() throws -> OutputFile {
        var json = bytes + "\n]}".utf8
        if isPacked {
            let deflater = try Deflater()
            let packed = deflater.pack(json) + deflater.finish()
            json = Array(
                "{\"number\":\(number),\"packed\":\"\(Data(packed).base64EncodedString())\"}".utf8)
        }
        return OutputFile(
            path: Self.path(number), bytes: "attentionReportRows(".utf8 + json + ");\n".utf8)
    }
}

extension IndexRows {
    /// What the script shows, or needs for its search and filters, besides the columns.
    static let parts: [(key: String, write: @Sendable (JournalEntry, inout JSONWriter) -> Void)] = [
        // `3f/bank`, or nothing for a row that failed.
        (
            "folder",
            { entry, json in
                let place = entry.folder?.dropFirst(PairFolder.root.utf8.count + 1)
                json.value(place.map(String.init) ?? "")
            }
        ),
        // By which a row that failed is linked.
        ("number", { entry, json in json.value(entry.number) }),
        ("word", { entry, json in json.value(entry.row.word) }),
        (
            "reason",
            { entry, json in
                if let reason = entry.reason { json.value(reason) } else { json.null() }
            }
        ),
        (
            "sentences",
            { entry, json in
                json.array { json in
                    for (index, text) in [entry.row.sentence1, entry.row.sentence2].enumerated() {
                        let parts = sentence(text, entry, index)
                        json.array { json in for part in parts { json.value(part) } }
                    }
                }
            }
        ),
        // Thousandths, as the page shows them.
        (
            "cosine",
            { entry, json in
                json.array { json in
                    for value in entry.cosine ?? [] {
                        json.value(Int((Double(value) * 1000).rounded()))
                    }
                }
            }
        ),
        ("drawn", { entry, json in json.value(entry.hasThumbnail) }),
    ]

    /// The shown part of a sentence: before the word, the word, after it.
    private static func sentence(_ text: String, _ entry: JournalEntry, _ index: Int) -> [String] {
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
