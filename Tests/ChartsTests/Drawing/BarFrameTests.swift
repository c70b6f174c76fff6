import Testing

@testable import Charts

@Suite struct BarFrameTests {
    private let plot = Rect(x: 10, y: 20, toX: 110, toY: 220)

    private func frame(_ orientation: BarChart.Orientation, groupSize: Int = 1) -> BarFrame {
        BarFrame(
            orientation, count: 4, groupSize: groupSize, plot: plot,
            values: orientation == .vertical
                ? LinearScale(domain: 0...1, start: 220, end: 20)
                : LinearScale(domain: 0...1, start: 10, end: 110),
            theme: .light)
    }

    @Test func barsGrowUpOrToTheRight() {
        let up = frame(.vertical).bar(0, 0, 0.5)
        #expect(up.maxY == 220 && up.minY == 120 && abs(up.midX - 22.5) < 1e-9)
        let right = frame(.horizontal).bar(0, 0, 0.5)
        #expect(right.minX == 10 && right.maxX == 60 && abs(right.midY - 45) < 1e-9)
    }

    @Test(arguments: [BarChart.Orientation.vertical, .horizontal])
    func barsOfAGroupStandSideBySide(_ orientation: BarChart.Orientation) {
        let frame = frame(orientation, groupSize: 3)
        for index in 0..<4 {
            let bars = (0..<3).map { frame.bar(index, $0, 0.5) }
            #expect(!bars[0].intersects(bars[1]) && !bars[1].intersects(bars[2]))
            #expect(bars.allSatisfy { frame.band(index, in: plot).contains($0) })
        }
    }

    @Test func boxesBeginBeyondTheBar() {
        let above = frame(.vertical).box(
            1, 0, at: 0.5, across: 8, along: 6, distance: 2, isNegative: false)
        #expect(above.maxY == 118 && above.height == 6 && above.width == 8)
        let right = frame(.horizontal).box(
            1, 0, at: 0.5, across: 8, along: 6, distance: 2, isNegative: false)
        #expect(right.minX == 62 && right.width == 6 && right.height == 8)
        let left = frame(.horizontal).box(
            1, 0, at: 0.5, across: 8, along: 6, distance: 2, isNegative: true)
        #expect(left.maxX == 58)
    }
}
