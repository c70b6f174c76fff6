import Testing

@testable import Charts

/// Bars in groups, and bars to the right.
@Suite struct BarGroupsTests {
    private let theme = Theme.light

    private func draw(
        _ chart: BarChart, width: Double = 500, height: Double = 260, setter: TextSetter? = nil
    ) throws -> RecordingSurface {
        try record(chart, size: FigureSize(width: width, height: height), setter: setter)
    }

    private let groups = BarChart(
        bars: [.init("L0", [0.1, 0.4]), .init("L1", [0.2, 0.3], isMarked: true)],
        series: ["river", "deposit"])

    @Test(arguments: [BarChart.Orientation.vertical, .horizontal])
    func everyNumberHasABarInTheColorOfItsSeries(_ orientation: BarChart.Orientation) throws {
        var chart = groups
        chart.orientation = orientation
        let surface = try draw(chart)
        for (series, longer) in [(0, 1), (1, 0)] {
            // One sample in the legend.
            let bars = surface.fills(theme.seriesColor(series)).dropFirst()
            let lengths = bars.map { orientation == .vertical ? $0.height : $0.width }
            #expect(lengths.count == 2 && lengths[longer] > lengths[1 - longer])
        }
        #expect(surface.texts.contains { $0.string == "river" })
        #expect(surface.fills(theme.missing).count == 1)
        #expect(surface.texts(in: theme.markedLabelStyle).map(\.string) == ["L1"])
        #expect(surface.overlaps.isEmpty && surface.outside.isEmpty)
    }

    @Test func numbersOfNarrowGroupsStandUpright() throws {
        var chart = groups
        chart.bars = (0..<12).map { .init("t\($0)", [0.123, 0.456]) }
        let numbers = try draw(chart, width: 420).texts(in: theme.valueStyle)
        #expect(numbers.count == 24 && numbers.allSatisfy { $0.rotation == -90 })
    }

    @Test func theFirstBarLiesAtTheTop() throws {
        let chart = BarChart(
            bars: [.init("a", 1), .init("b", -2), .init("c", .nan)], orientation: .horizontal)
        let surface = try draw(chart)
        let bars = surface.fills(theme.bar)
        #expect(bars.count == 2)
        #expect(bars[0].minY < bars[1].minY)
        #expect(bars[0].minX == bars[1].maxX)
        #expect(abs(2 * bars[0].width - bars[1].width) < 1e-9)
        #expect(surface.texts.contains { $0.string == "n/a" })
    }

    @Test func valuesAreTheFirstOfSeveral() {
        var bar = BarChart.Bar("a", [1, 2])
        #expect(bar.value == 1)
        bar.value = 3
        #expect(bar.values == [3, 2])
        #expect(BarChart.Bar("a", []).value.isNaN)
    }

    @Test(arguments: [false, true]) func anyNumberOfAnythingFits(realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(14)
        for count in [1, 2, 5, 11, 47, 128, 512] {
            for longest in [0, 12, 80] {
                let size = Int.random(in: 1...4, using: &random)
                let bars = (0..<count).map { _ in
                    BarChart.Bar(
                        random.label(longest), random.numbers(size),
                        isMarked: Int.random(in: 0..<9, using: &random) == 0)
                }
                var chart = BarChart(
                    title: random.label(80), bars: bars,
                    series: size > 1 ? (0..<size).map { _ in random.label(20) } : [],
                    categoryTitle: "Token", valueTitle: "Attention weight")
                for orientation in [BarChart.Orientation.vertical, .horizontal] {
                    chart.orientation = orientation
                    let figure =
                        Bool.random(using: &random)
                        ? chart.defaultSize(theme) : FigureSize(width: 420, height: 300)
                    let surface = try draw(
                        chart, width: figure.width, height: figure.height, setter: setter)
                    let colors = Set(
                        (0..<4).map { theme.seriesColor($0) } + [theme.bar, theme.accent])
                    let marks = surface.fills.count { colors.contains($0.color) }
                    let finite = bars.flatMap(\.values).count(where: \.isFinite)
                    #expect(marks == finite + (size > 1 ? size : 0))
                    #expect(
                        surface.overlaps.isEmpty, "\(count) × \(size), \(longest), \(orientation)")
                    #expect(
                        surface.outside.isEmpty, "\(count) × \(size), \(longest), \(orientation)")
                }
            }
        }
    }
}
