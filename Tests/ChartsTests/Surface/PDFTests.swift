import Foundation
import Testing

@testable import Charts

@Suite struct PDFTests {
    private let chart = BarChart(
        title: "Attention", bars: [.init("to", 0.2), .init("bank", 0.5, isMarked: true)])

    private func pdf(_ options: ChartOptions = .init()) throws -> [UInt8] {
        try ChartRenderer(options: options).pdf(chart)
    }

    @Test func isAWholeFile() throws {
        let bytes = try pdf()
        #expect(bytes.starts(with: "%PDF-1.".utf8))
        #expect(String(decoding: bytes.suffix(6), as: Unicode.ASCII.self) == "%%EOF\n")
    }

    @Test func sameFigureSameBytes() async throws {
        let expected = try pdf()
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<6 { group.addTask { try pdf() } }
            for try await bytes in group { #expect(bytes == expected) }
        }
    }

    /// What Poppler finds in the files: from version 1.18 on, cairo packs most of their objects.
    @Suite(.enabled(if: PDFReader.isThere, "pdfinfo is not installed (Debian: poppler-utils)"))
    struct ReadByPoppler {
        private let charts = PDFTests()

        @Test func hasTitleAndDescription() throws {
            let reader = try PDFReader(charts.pdf(.init(description: "Two bars: “bank” is higher")))
            let found = try reader.properties()
            #expect(found["Title"] == "Attention")
            #expect(found["Subject"] == "Two bars: “bank” is higher")
            #expect(found["Creator"] == "Charts")
        }

        @Test func dateIsFixed() throws {
            let found = try PDFReader(charts.pdf()).properties()
            for name in ["CreationDate", "ModDate"] {
                // Cairo's versions write the time zone differently.
                #expect(found[name]?.hasPrefix("20000101000000") == true, "\(found)")
            }
        }

        @Test func pageHasTheSizeOfTheFigure() throws {
            let reader = try PDFReader(charts.pdf(.init(size: .init(width: 321, height: 234))))
            let found = try reader.properties()
            #expect(found["Page size"] == "321 x 234 pts")
            #expect(found["Pages"] == "1")
        }

        @Test func fontsAreInTheFile() throws {
            let fonts = try PDFReader(charts.pdf()).fonts()
            #expect(!fonts.isEmpty)
            for font in fonts {
                #expect(font.name.contains("Inter"))
                #expect(font.isEmbedded && font.hasUnicode, "\(font)")
            }
        }

        @Test func textCanBeCopied() throws {
            let words = try PDFReader(charts.pdf()).text().split(whereSeparator: \.isWhitespace)
            #expect(words.contains("Attention"))
            #expect(words.contains("bank"))
        }
    }
}
