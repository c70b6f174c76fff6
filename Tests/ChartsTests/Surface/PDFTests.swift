import Testing

@testable import Charts

@Suite struct PDFTests {
    private let chart = BarChart(
        title: "Attention", bars: [.init("to", 0.2), .init("bank", 0.5, isMarked: true)])

    private func pdf(_ options: ChartOptions = .init()) throws -> [UInt8] {
        try ChartRenderer(options: options).pdf(chart)
    }

    private func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        String(decoding: bytes, as: Unicode.ASCII.self).contains(text)
    }

    @Test func isAWholeFile() throws {
        let bytes = try pdf()
        #expect(bytes.starts(with: "%PDF-1.".utf8))
        #expect(String(decoding: bytes.suffix(6), as: Unicode.ASCII.self) == "%%EOF\n")
    }

    @Test func hasTitleAndDescription() throws {
        let bytes = try pdf(.init(description: "Two bars"))
        #expect(contains(bytes, "/Title (Attention)"))
        #expect(contains(bytes, "/Subject (Two bars)"))
        #expect(contains(bytes, "/Creator (Charts)"))
    }

    @Test func dateIsFixed() throws {
        let bytes = try pdf()
        #expect(contains(bytes, "/CreationDate (20000101000000"))
        #expect(contains(bytes, "/ModDate (20000101000000"))
    }

    @Test func fontsAreInTheFile() throws {
        let bytes = try pdf()
        #expect(contains(bytes, "/FontFile"))
        #expect(contains(bytes, "/ToUnicode"))
    }

    @Test func pageHasTheSizeOfTheFigure() throws {
        let bytes = try pdf(.init(size: .init(width: 321, height: 234)))
        #expect(contains(bytes, "/MediaBox [ 0 0 321 234 ]"))
    }

    @Test func sameFigureSameBytes() async throws {
        let expected = try pdf()
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<6 { group.addTask { try pdf() } }
            for try await bytes in group { #expect(bytes == expected) }
        }
    }
}
