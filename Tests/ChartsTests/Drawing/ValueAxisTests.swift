import TestSupport
import Testing

@testable import Charts

@Suite struct ValueAxisTests {
    private let theme = Theme.light
    private let plot = Rect(x: 50, y: 10, toX: 290, toY: 110)
    private let bounds = Rect(x: 0, y: 0, toX: 300, toY: 200)

    private func draw(
        _ domain: ClosedRange<Double>, headroom: Insets = Insets(), theme: Theme = .light
    ) -> RecordingSurface {
        let surface = RecordingSurface(width: 300, height: 200)
        ValueAxis(
            domain: domain, headroom: { _ in headroom }, title: "Value", theme: theme,
            surface: surface
        ).draw(around: plot, in: bounds)
        return surface
    }

    @Test func ticksStandAtTheirValues() {
        let surface = draw(0...1)
        let places = surface.paths.map { $0[0].y }
        #expect(
            surface.texts(in: theme.tickStyle).map(\.string) == [
                "0.0", "0.2", "0.4", "0.6", "0.8", "1.0",
            ])
        #expect(places.first == 110 && places.last == 10)
    }

    @Test func headroomKeepsTheEndsFree() {
        let places = draw(0...1, headroom: Insets(top: 12)).paths.map { $0[0].y }
        #expect(places.first == 110 && places.last == 22)
    }

    @Test func aThemeCanLeaveTheGridOut() {
        var theme = theme
        theme.showsGrid = false
        #expect(draw(0...1, theme: theme).paths.isEmpty)
    }

    @Test func insetsHoldEverythingDrawn() throws {
        let surface = RecordingSurface(width: 300, height: 200)
        let axis = ValueAxis(domain: 0...2500, title: "Value", theme: theme, surface: surface)
        let insets = axis.insets(around: plot, in: bounds)
        axis.draw(around: plot, in: bounds)
        let texts = surface.texts.map(\.string)
        #expect(texts.contains("Value") && texts.contains("0") && texts.count > 3)
        for corner in try nonEmpty(surface.texts.flatMap(\.box.corners)) {
            #expect(corner.x >= plot.minX - insets.left - 1e-9)
            #expect(corner.x <= plot.maxX + insets.right + 1e-9)
            #expect(corner.y >= plot.minY - insets.top - 1e-9)
            #expect(corner.y <= plot.maxY + insets.bottom + 1e-9)
        }
    }
}
