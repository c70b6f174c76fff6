import Foundation
import GalleryFigures
import Testing

@testable import Charts

/// Draws the gallery again and compares it with the files in `Examples/Gallery`.
///
/// Exactly with the fonts and libraries of Debian 12; with other libraries within a tolerance; with
/// other fonts, on which texts differ, by what remains of the picture at the size of a stamp.
///
/// A file that is missing is written, and the test fails. A picture that differs is left, beside one
/// of the differences, in `.build/gallery-differences`.
@Suite struct GalleryTests {
    private static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private let gallery = Self.package.appendingPathComponent("Examples/Gallery")
    private let failures = Self.package.appendingPathComponent(".build/gallery-differences")

    @Test(arguments: Gallery.figures.map(\.name)) func pictures(of figure: String) throws {
        let fonts = try PinnedFonts.state()
        for file in Gallery.pictures where file.path.hasSuffix("/\(figure).png") {
            let drawn = try file.bytes()
            guard let committed = try committed(file, or: drawn) else { continue }
            if committed == drawn { continue }
            let (before, after) = try (
                #require(DecodedPNG(committed)), #require(DecodedPNG(drawn))
            )
            guard let complaint = complaint(before, after, fonts) else { continue }
            try leave(drawn, for: file, "new")
            if let picture = PictureDifference.picture(before, after) {
                try leave(picture, for: file, "difference")
            }
            Issue.record("\(file): \(complaint). The new picture is in \(failures.path)")
        }
    }

    @Test(arguments: Gallery.documents.map(\.path)) func documents(_ path: String) throws {
        let file = try #require(Gallery.documents.first { $0.path == path })
        let drawn = try file.bytes()
        guard let committed = try committed(file, or: drawn) else { return }
        guard try PinnedFonts.state() == .pinned else {
            // Outlines and subsets of other fonts: about as large.
            #expect(abs(drawn.count - committed.count) < committed.count / 2)
            return
        }
        guard committed != drawn else { return }
        try leave(drawn, for: file, "new")
        Issue.record("\(file): differs. The new file is in \(failures.path)")
    }

    @Test func page() throws {
        let drawn = try Gallery.page.bytes()
        guard let committed = try committed(Gallery.page, or: drawn) else { return }
        #expect(
            committed == drawn,
            "README.md: not what the charts say. Run: swift run gallery Examples/Gallery")
    }

    @Test func everyPictureHasAFigure() throws {
        let expected = Set((Gallery.pictures + Gallery.documents).map(\.path))
        let found = try FileManager.default
            .subpathsOfDirectory(atPath: gallery.appendingPathComponent("Pictures").path)
            .filter { $0.contains(".") }.map { "Pictures/\($0)" }
        #expect(Set(found).subtracting(expected).isEmpty)
    }

    /// What is wrong with a picture that is not the same file, if anything.
    private func complaint(
        _ before: DecodedPNG, _ after: DecodedPNG, _ fonts: PinnedFonts.State
    ) -> String? {
        guard before.width == after.width, before.height == after.height else {
            return "expected \(before.width) × \(before.height) pixels, "
                + "found \(after.width) × \(after.height)"
        }
        if fonts == .otherFonts {
            let largest = PictureDifference.ofStamps(before, after)
            return largest > 80 ? "without the fonts of Debian 12, parts differ by \(largest)" : nil
        }
        guard let difference = PictureDifference(before, after) else { return nil }
        let found = "\(difference.pixels) pixels differ, by up to \(difference.largest)"
        if fonts == .pinned {
            return difference.largest > 0 ? found : "other bytes for the same pixels"
        }
        if difference.largest > PictureDifference.wrong { return found }
        if difference.pixels > 0 { print("Gallery, other versions of libraries: \(found)") }
        return nil
    }

    /// The committed bytes of a file; `nil` if it was missing, and has been written.
    private func committed(_ file: Gallery.File, or drawn: [UInt8]) throws -> [UInt8]? {
        let place = gallery.appendingPathComponent(file.path)
        if let data = try? Data(contentsOf: place) { return Array(data) }
        try write(drawn, to: place)
        Issue.record("\(file): was missing and has been written. Look at it, then commit it")
        return nil
    }

    private func leave(_ bytes: [UInt8], for file: Gallery.File, _ kind: String) throws {
        let place = failures.appendingPathComponent(file.path)
        let name = "\(place.deletingPathExtension().lastPathComponent).\(kind)"
        try write(
            bytes,
            to: place.deletingLastPathComponent().appendingPathComponent(name)
                .appendingPathExtension(place.pathExtension))
    }

    private func write(_ bytes: [UInt8], to place: URL) throws {
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: place)
    }
}
