import Testing

@testable import Charts

@Suite struct ColorBarTests {
    private let plot = Rect(x: 50, y: 10, toX: 200, toY: 110)
    private let bounds = Rect(x: 0, y: 0, toX: 300, toY: 200)

    private func draw(_ domain: ClosedRange<Double>) -> (ColorBar, RecordingSurface) {
        let surface = RecordingSurface(width: 300, height: 200)
        let bar = ColorBar(
            scale: ColorScale(domain: domain, map: .viridis), title: "Weight", theme: .light,
            surface: surface)
        bar.draw(around: plot, in: bounds)
        return (bar, surface)
    }

    @Test func highValuesAreAtTheTop() {
        let fills = draw(0...1).1.fills
        #expect(fills.first?.rectangle.minY == plot.minY)
        #expect((fills.first?.color.luminance ?? 0) > 0.7)
        #expect((fills.last?.color.luminance ?? 1) < 0.05)
        #expect(fills.last?.rectangle.maxY == plot.maxY)
        #expect(
            zip(fills, fills.dropFirst()).allSatisfy { $0.rectangle.maxY == $1.rectangle.minY })
    }

    @Test func insetsHoldEverythingDrawn() {
        let (bar, surface) = draw(0...0.4)
        let insets = bar.insets(around: plot, in: bounds)
        let corners = surface.texts.flatMap(\.box.corners)
        #expect((corners.map(\.x).max() ?? 999) <= plot.maxX + insets.right + 1e-9)
        #expect((corners.map(\.y).min() ?? 0) >= plot.minY - insets.top - 1e-9)
        #expect(surface.overlaps.isEmpty)
    }

    @Test func zeroWidthHasItsValueInTheMiddle() {
        let (_, surface) = draw(0.5...0.5)
        let ticks = surface.texts(in: Theme.light.tickStyle)
        #expect(ticks.map(\.string) == ["0.500"])
        #expect(abs((ticks[0].box.corners[0].y + ticks[0].box.corners[2].y) / 2 - 60) < 1e-9)
    }

    @Test func whatIsBeyondStandsAboveTheColours() throws {
        let surface = RecordingSurface(width: 300, height: 200)
        let bar = ColorBar(
            scale: ColorScale(domain: 0...0.4, map: .viridis), title: "Weight",
            exceptions: [.beyond, .missing], theme: .light, surface: surface)
        bar.draw(around: plot, in: bounds)
        let grey = try #require(surface.fills(Theme.light.missingHatch).first)
        #expect(grey.minY == plot.minY)
        let colors = surface.fills.map(\.rectangle).filter { $0.height < 5 }
        #expect(colors.count == 64)
        #expect(colors.allSatisfy { $0.minY > grey.maxY && $0.maxY < plot.maxY })
        #expect(surface.texts.map(\.string).contains("> 0.400"))
        #expect(surface.overlaps.isEmpty)
        let insets = bar.insets(around: plot, in: bounds)
        let corners = surface.texts.flatMap(\.box.corners)
        #expect((corners.map(\.y).min() ?? 0) >= plot.minY - insets.top - 1e-9)
        #expect((corners.map(\.y).max() ?? 999) <= plot.maxY + insets.bottom + 1e-9)
    }
}
