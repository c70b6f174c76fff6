import Testing

@testable import Charts

/// What holds for every kind of chart, whatever its labels and numbers: no two labels overlap,
/// nothing lies outside the figure, and every number has its mark.
@Suite struct AnyChartTests {
    private let theme = Theme.light
    private static let counts = [1, 2, 3, 11, 47, 150, 512]

    private func draw(
        _ chart: some ChartDrawing, _ setter: TextSetter?, _ name: String
    ) throws -> RecordingSurface {
        let surface = try record(chart, theme: theme, setter: setter)
        #expect(surface.overlaps.isEmpty, "\(name)")
        #expect(surface.outside.isEmpty, "\(name)")
        #expect(surface.marksOutside == 0, "\(name)")
        return surface
    }

    @Test(arguments: counts, [false, true]) func bars(_ count: Int, realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(UInt64(101 + count))
        for longest in [0, 9, 80] {
            for orientation in [BarChart.Orientation.vertical, .horizontal] {
                let values = random.numbers(count)
                let chart = BarChart(
                    title: random.label(80),
                    bars: values.map { .init(random.label(longest), $0) },
                    orientation: orientation, categoryTitle: random.label(80), valueTitle: "value")
                let surface = try draw(chart, setter, "\(count), \(longest), \(orientation)")
                #expect(surface.fills(theme.bar).count == values.count(where: \.isFinite))
            }
        }
    }

    @Test(arguments: counts, [false, true]) func heatmaps(_ count: Int, realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(UInt64(102 + count))
        for longest in [0, 9, 80] {
            let rows = Int.random(in: 1...12, using: &random)
            let chart = Heatmap(
                title: random.label(80), rowLabels: (0..<rows).map { _ in random.label(longest) },
                columnLabels: (0..<count).map { _ in random.label(longest) },
                values: (0..<rows).map { _ in random.numbers(count) },
                rowTitle: random.label(80), columnTitle: random.label(80),
                colorScale: Bool.random(using: &random) ? .linear : .logarithmic,
                showsColorBar: false, showsValues: false)
            let surface = try draw(chart, setter, "\(rows) × \(count), \(longest)")
            #expect(surface.fills.count == rows * count)
        }
    }

    @Test(arguments: counts, [false, true]) func lines(_ count: Int, realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(UInt64(103 + count))
        for longest in [0, 9, 80] {
            let series = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                LineChart.Series(values: random.numbers(count))
            }
            let chart = LineChart(
                title: random.label(80), labels: (0..<count).map { _ in random.label(longest) },
                series: series, categoryTitle: random.label(80), valueTitle: "value")
            let surface = try draw(chart, setter, "\(series.count) × \(count), \(longest)")
            // A marker, on a rim, and from the fifth series on with a hole.
            let marks = series.enumerated().map { index, line in
                line.values.count(where: \.isFinite) * (index / 4 % 2 == 0 ? 2 : 3)
            }
            #expect(surface.circles.count + surface.polygons.count == marks.reduce(0, +))
        }
    }

    @Test(arguments: [1, 2, 3, 11, 47, 100], [false, true])
    func links(_ count: Int, realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(UInt64(104 + count))
        for longest in [0, 9, 80] {
            for orientation in [LinkChart.Orientation.rows, .columns] {
                let targets = Int.random(in: 1...40, using: &random)
                let weights = (0..<count).map { _ in random.numbers(targets) }
                let chart = LinkChart(
                    title: random.label(80), sources: weights.map { _ in random.label(longest) },
                    targets: (0..<targets).map { _ in random.label(longest) }, weights: weights,
                    orientation: orientation, sourceTitle: random.label(80), showsLegend: false)
                let surface = try draw(chart, setter, "\(count) to \(targets), \(longest)")
                let all = weights.joined()
                let full = all.filter(\.isFinite).map(abs).max() ?? 0
                let seen = all.count { !$0.isFinite || $0 != 0 && abs($0) / full >= 0.02 }
                #expect(surface.strokes.count == seen)
            }
        }
    }

    @Test(arguments: [1, 2, 5, 12, 24], [false, true])
    func smallMultiples(_ count: Int, realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(UInt64(105 + count))
        for longest in [0, 9, 80] {
            let columns = Int.random(in: 1...16, using: &random)
            let chart = SmallMultiples(
                title: random.label(80), rowLabels: (0..<count).map { _ in random.label(longest) },
                columnLabels: (0..<columns).map { _ in random.label(longest) },
                panels: (0..<count).map { _ in
                    (0..<columns).map { _ in (0..<4).map { _ in random.numbers(5) } }
                }, rowTitle: random.label(80), showsColorBar: false)
            let surface = try draw(chart, setter, "\(count) × \(columns), \(longest)")
            #expect(surface.fills.count == count * columns * 20)
            #expect(surface.frames.count == count * columns)
        }
    }

    @Test(arguments: [1, 2, 3, 11, 47, 150], [false, true])
    func scatters(_ count: Int, realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(UInt64(106 + count))
        for longest in [0, 9, 80] {
            for aspect in [ScatterChart.Aspect.free, .equal] {
                func dots(_ count: Int) -> [ScatterChart.Dot] {
                    zip(random.numbers(count), random.numbers(count)).map {
                        .init($0, $1, label: random.label(longest))
                    }
                }
                let groups = (0..<Int.random(in: 1...9, using: &random)).map { _ in dots(count) }
                let background = dots(count)
                let chart = ScatterChart(
                    title: random.label(80), groups: groups.map { .init(points: $0) },
                    background: background, horizontalTitle: random.label(80), aspect: aspect)
                let surface = try draw(chart, setter, "\(groups.count) × \(count), \(longest)")
                // A marker, on a rim, and from the fifth group on with a hole.
                let marks = groups.enumerated().map { index, dots in
                    dots.count(where: \.isFinite) * (index / 4 % 2 == 0 ? 2 : 3)
                }
                #expect(
                    surface.circles.count + surface.polygons.count
                        == marks.reduce(0, +) + background.count(where: \.isFinite))
            }
        }
    }
}
