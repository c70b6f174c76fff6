import Testing

@testable import Charts

/// Heatmaps with other than linear colours.
@Suite struct HeatmapScalesTests {
    private let theme = Theme.light

    private func draw(_ chart: Heatmap) throws -> RecordingSurface {
        try record(chart, size: FigureSize(width: 400, height: 220))
    }

    @Test func zeroHasALookOfItsOwnOnALogarithmicScale() throws {
        let chart = Heatmap(
            rowLabels: ["r"], columnLabels: ["a", "b", "c", "d"],
            values: [[0.001, 0, 0.1, -1]], colorScale: .logarithmic)
        let surface = try draw(chart)
        // Two cells and the sample beside the colour bar.
        #expect(surface.fills(theme.missing).count == 3)
        #expect(surface.texts.contains { $0.string == "≤ 0" })
        #expect(surface.fills.contains { $0.color == Theme.light.colorMap.colors.first })
        #expect(surface.overlaps.isEmpty && surface.outside.isEmpty)
    }

    @Test func aCentreTakesTheMiddleOfTheMap() throws {
        let chart = Heatmap(
            rowLabels: ["r"], columnLabels: ["a", "b", "c"], values: [[1, 2, 9]],
            colorScale: .diverging(center: 2), showsColorBar: false)
        let colors = try draw(chart).fills.map(\.color)
        let map = Theme.light.colorMap
        #expect(
            colors == [map.color(at: 0.5 - 0.5 / 7), map.color(at: 0.5), map.color(at: 1)])
    }

    @Test(
        arguments: [
            [0, 0], [-1, -2], [.nan, .infinity], [1e-300, 1e300], [.leastNonzeroMagnitude, 1],
            [0.5, 0.5], [-1e308, 1e308],
        ] as [[Double]])
    func anyNumbersFit(_ numbers: [Double]) throws {
        for kind in [ColorScaleKind.linear, .logarithmic, .diverging(center: 0.1)] {
            let chart = Heatmap(
                rowLabels: ["r"], columnLabels: ["a", "b"], values: [numbers],
                valueTitle: "weight", colorScale: kind)
            let surface = try draw(chart)
            #expect(surface.fills.count { $0.rectangle.width > 20 } == 2)
            #expect(surface.overlaps.isEmpty && surface.outside.isEmpty)
        }
    }

    @Test(arguments: [false, true]) func anyTableFits(realFonts: Bool) throws {
        let setter = realFonts ? try TextSetter() : nil
        var random = SeededGenerator(71)
        for (rows, columns) in [(1, 1), (6, 11), (40, 3), (3, 200), (1, 512)] {
            for kind in [ColorScaleKind.linear, .logarithmic, .diverging(center: -3)] {
                let chart = Heatmap(
                    title: random.label(80), rowLabels: (0..<rows).map { _ in random.label(40) },
                    columnLabels: (0..<columns).map { _ in random.label(40) },
                    values: (0..<rows).map { _ in random.numbers(columns) },
                    valueTitle: random.label(40), colorScale: kind, markedColumns: [columns / 2],
                    markedRows: [rows - 1])
                let size = chart.defaultSize(theme)
                let surface = RecordingSurface(
                    width: size.width, height: size.height, setter: setter)
                try chart.draw(on: surface, theme: theme)
                // Beside the cells, the colour bar and its samples of exceptions.
                let cells = surface.fills.count - 64
                let samples = ["≤ 0", "±∞", "n/a"].filter { name in
                    surface.texts(in: theme.tickStyle).contains { $0.string == name }
                }
                let plates = surface.texts(in: theme.valueStyle).count {
                    ["n/a", "∞", "−∞"].contains($0.string)
                }
                #expect(cells == rows * columns + samples.count + plates)
                #expect(surface.overlaps.isEmpty, "\(rows) × \(columns), \(kind)")
                #expect(surface.outside.isEmpty, "\(rows) × \(columns), \(kind)")
            }
        }
    }
}
