import Testing

@testable import Charts

@Suite struct AreaFillTests {
    /// 30 points wide, with its height changing at 15.
    private let upper = [Point(x: 10, y: 20), Point(x: 25, y: 10), Point(x: 40, y: 20)]
    private let lower = [Point(x: 10, y: 20), Point(x: 25, y: 40), Point(x: 40, y: 30)]

    private func draw(_ fill: AreaFill) -> RecordingSurface {
        let surface = RecordingSurface(width: 100, height: 100)
        fill.draw(between: upper, and: lower, on: surface)
        return surface
    }

    @Test func aTintIsOneShape() {
        let surface = draw(.plain(.black))
        #expect(surface.polygons == [upper + lower.reversed()])
        #expect(surface.strokes.isEmpty)
    }

    @Test func aHatchIsALineEveryFewPointsFromEdgeToEdge() throws {
        let surface = draw(.hatched(.black, .light))
        #expect(surface.polygons.isEmpty)
        let frame = try #require(surface.paths.first)
        #expect(frame == upper + lower.reversed() + [upper[0]])
        // 3.5 points apart, 0 to 28 from the left.
        let lines = Array(surface.paths.dropFirst())
        #expect(lines.map { $0[0].x } == (0...8).map { 10 + 3.5 * Double($0) })
        for line in lines {
            #expect(line.count == 2 && line[0].x == line[1].x)
            let part = (line[0].x - 10) / 15
            let top = part < 1 ? 20 - 10 * part : 10 * part
            let bottom = part < 1 ? 20 + 20 * part : 40 - 10 * (part - 1)
            #expect(abs(line[0].y - top) < 1e-9 && abs(line[1].y - bottom) < 1e-9)
        }
    }
}
