import Testing

@testable import Charts

@Suite struct LegendTests {
    private let theme = Theme.light

    private func draw(_ names: [String], width: Double) -> (Legend, RecordingSurface) {
        let surface = RecordingSurface(width: width, height: 400)
        let entries = names.enumerated().map {
            Legend.Entry(name: $1, style: SeriesStyle($0, theme: theme))
        }
        let legend = Legend(entries, width: width, on: surface, theme: theme)
        legend.draw(at: Point(x: 0, y: 0))
        return (legend, surface)
    }

    @Test func rowsBreakAtTheEdge() {
        let names = (0..<12).map { "series \($0)" }
        let (wide, _) = draw(names, width: 2000)
        let (narrow, surface) = draw(names, width: 200)
        #expect(narrow.height > 3 * wide.height)
        #expect(surface.overlaps.isEmpty)
        #expect(surface.outside.isEmpty)
    }

    @Test func longNamesAreCut() {
        let (_, surface) = draw([String(repeating: "x", count: 300)], width: 200)
        #expect(surface.outside.isEmpty)
    }

    @Test func aScaleStandsBetweenItsEnds() throws {
        let surface = RecordingSurface(width: 300, height: 40)
        let scale = ColorScale(domain: 0...0.1428, map: .viridis)
        let legend = Legend(
            .colors(scale, [.beyond]), width: 300, on: surface, theme: theme)
        legend.draw(at: Point(x: 0, y: 0))
        #expect(surface.texts.map(\.string) == ["0", "0.143", "> 0.143"])
        let steps = surface.fills.filter { $0.rectangle.width < 3 }
        #expect(steps.count == 32)
        let (first, last) = (try #require(steps.first), try #require(steps.last))
        #expect(first.color == ColorMap.viridis.color(at: 1.0 / 64))
        #expect(last.color == ColorMap.viridis.color(at: 63.0 / 64))
        #expect(abs(last.rectangle.maxX - first.rectangle.minX - 60) < 1e-9)
        #expect(surface.overlaps.isEmpty && surface.outside.isEmpty)
        let logarithmic = ColorScale(domain: 0.01...1, map: .viridis, kind: .logarithmic)
        #expect(Legend.Entry(scale: logarithmic).name == "1.00 (log scale)")
    }

    @Test func seriesDifferInMoreThanColor() {
        let styles = (0..<4).map { SeriesStyle($0, theme: theme) }
        #expect(Set(styles.map(\.line.dashes)).count == 4)
        #expect(Set(styles.map(\.marker)).count == 4)
    }
}
