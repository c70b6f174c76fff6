import Files
import Foundation

/// What pages are made with: the package's templates and style sheet, or a user's.
///
/// ```swift
/// let design = try PageDesign(style: "house.css", templates: "templates")
/// let report = PairReport(analysis: pair, figures: figures, producer: producer, design: design)
/// ```
package struct PageDesign: Sendable {
    package let templates: PageTemplates
    /// The style sheet of a pair's page, whole.
    var style: [UInt8] { PageTemplates.styleSheet + ownStyle }
    /// The style sheet of the index, whole.
    package var indexStyle: [UInt8] {
        PageTemplates.styleSheet + PageTemplates.compact("index.css") + ownStyle
    }
    private let ownStyle: [UInt8]
    /// Tells designs apart; `nil` for the package's own.
    package let fingerprint: String?

    /// The package's own.
    /// - Throws: `PageError`, never for the templates that the package comes with.
    package static func standard() throws -> PageDesign {
        try PageDesign()
    }

    /// The package's own, with parts of a user's.
    ///
    /// - Parameters:
    ///   - style: a style sheet that comes after the package's, so that its rules win.
    ///   - folder: a folder whose `NAME.mustache` files replace the templates of the same name.
    /// - Throws: `PageError`, which names file and line.
    package init(style: String? = nil, templates folder: String? = nil) throws {
        let sheet = try style.map(Self.text)
        ownStyle = Array((sheet ?? "").utf8)
        guard let folder else {
            templates = try PageTemplates.shared.get()
            fingerprint = sheet.map { ContentHash.hex([$0]) }
            return
        }
        let names = try Self.names(in: folder)
        var sources = PageTemplates.sources
        let known = sources.keys.sorted()
        var files: [String: String] = [:]
        let ending = ".mustache"
        for file in names.sorted() where file.hasSuffix(ending) {
            let name = String(file.dropLast(ending.count))
            let path = "\(folder)/\(file)"
            guard sources[name] != nil else {
                throw PageError.unknownTemplate(file: path, known: known)
            }
            sources[name] = try Self.text(path)
            files[name] = path
        }
        templates = try PageTemplates(sources, files: files)
        fingerprint = ContentHash.hex(
            [sheet ?? ""] + files.keys.sorted().flatMap { [$0, sources[$0] ?? ""] })
    }

    private static func names(in folder: String) throws -> [String] {
        guard let stream = opendir(folder) else {
            let reason = errno == ENOENT ? "no such folder" : String(cString: strerror(errno))
            throw PageError.unreadable(file: folder, reason: reason)
        }
        closedir(stream)
        return try FileManager.default.contentsOfDirectory(atPath: folder)
    }

    private static func bytes(of path: String) throws(PageError) -> [UInt8] {
        do throws(InputError) {
            let source = try ByteSource(path: path)
            var bytes: [UInt8] = []
            while case let piece = try source.read(), !piece.isEmpty { bytes += piece }
            return bytes
        } catch {
            guard case .unreadable(_, let reason) = error else {
                throw .unreadable(file: path, reason: "\(error)")
            }
            throw .unreadable(file: path, reason: reason)
        }
    }

    private static func text(_ path: String) throws -> String {
        guard let text = String(validating: try bytes(of: path), as: UTF8.self) else {
            throw PageError.unreadable(file: path, reason: "not UTF-8 text; save the file as UTF-8")
        }
        // As a browser reads it: the hash in a page's policy is that of what it sees.
        return String(
            String.UnicodeScalarView(
                text.replacingOccurrences(of: "\r\n", with: "\n").unicodeScalars.map {
                    $0 == "\r" ? "\n" : $0 == "\0" ? "\u{FFFD}" : $0
                }))
    }
}
