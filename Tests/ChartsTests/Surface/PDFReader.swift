import Foundation
import Testing

/// A PDF file as the programs of Poppler read it.
struct PDFReader {
    struct Font {
        let name: String
        let isEmbedded: Bool
        /// Whether it says which characters its glyphs stand for.
        let hasUnicode: Bool
    }

    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    static let isThere = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .contains { FileManager.default.isExecutableFile(atPath: $0 + "/pdfinfo") }

    /// What `pdfinfo` tells of the file, by its names.
    func properties() throws -> [String: String] {
        let lines = try read(with: ["pdfinfo", "-rawdates"]).split(separator: "\n")
        let pairs = lines.compactMap { line -> (String, String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (String(line[..<colon]), String(value))
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// The fonts, from the table of `pdffonts`.
    func fonts() throws -> [Font] {
        let lines = try read(with: ["pdffonts"]).split(separator: "\n")
        let rows = lines.dropFirst(2).map { $0.split(separator: " ") }
        // From the right, since a type such as "Type 1C" is two words: emb sub uni object ID.
        return try rows.map { row in
            try #require(row.count >= 6, "\(lines)")
            let flags = row.suffix(5).map { $0 == "yes" }
            return Font(name: String(row[0]), isEmbedded: flags[0], hasUnicode: flags[2])
        }
    }

    func text() throws -> String {
        // The last "-" is standard output.
        try read(with: ["pdftotext"], "-")
    }

    private func read(with program: [String], _ more: String...) throws -> String {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("\(UUID().uuidString).pdf")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = program + [file.path] + more
        process.standardOutput = output
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(program)")
        return String(decoding: data, as: UTF8.self)
    }
}
