import Testing

@testable import Charts

@Suite struct DefaultSizeTests {
    private func size(_ columns: [String], title: String? = nil) -> FigureSize {
        DefaultSize(title: title, subtitle: nil, columns: columns, theme: .light)
            .figure(plotHeight: 110)
    }

    @Test func staysAPageWideForASentence() {
        #expect(size(Array(repeating: "word", count: 11)).width == 540)
    }

    @Test func growsWithLabelsUpToALimit() {
        #expect(size(Array(repeating: "word", count: 55)).width > 540)
        #expect(size(Array(repeating: "word", count: 5000)).width == 800)
    }

    @Test func leavesRoomForTitlesAndLongLabels() {
        let plain = size(["a", "b"]).height
        #expect(size(["a", "b"], title: "Title").height > plain + 10)
        #expect(size(["a", String(repeating: "b", count: 90)]).height > plain + 60)
    }
}
