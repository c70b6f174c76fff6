import Testing

@testable import Charts

@Suite struct GeometryTests {
    let unit = Rect(x: 0, y: 0, toX: 10, toY: 10)

    @Test func insetNeverTurnsInsideOut() {
        #expect(unit.inset(2) == Rect(x: 2, y: 2, toX: 8, toY: 8))
        let gone = unit.inset(8)
        #expect(gone.width == 0 && gone.height == 0 && gone.midX == 5)
    }

    @Test func touchingIsNotIntersecting() {
        #expect(unit.intersects(Rect(x: 9, y: 9, toX: 12, toY: 12)))
        #expect(!unit.intersects(Rect(x: 10, y: 0, toX: 12, toY: 10)))
    }

    @Test func linesCross() {
        #expect(unit.isCrossed(from: Point(x: -5, y: 5), to: Point(x: 15, y: 5)))
        #expect(unit.isCrossed(from: Point(x: -2, y: 5), to: Point(x: 5, y: 12)))
        #expect(!unit.isCrossed(from: Point(x: -6, y: 5), to: Point(x: 5, y: 17)))
        #expect(unit.isCrossed(from: Point(x: 4, y: 4), to: Point(x: 5, y: 5)))
        #expect(!unit.isCrossed(from: Point(x: 11, y: -5), to: Point(x: 11, y: 20)))
    }

    @Test func turnedBoxes() {
        let box = Rect(
            around: Size(width: 20, height: 4), at: Point(x: 50, y: 50), anchor: .right,
            rotation: -90)
        #expect(abs(box.minX - 48) < 1e-9 && abs(box.maxX - 52) < 1e-9)
        #expect(abs(box.minY - 50) < 1e-9 && abs(box.maxY - 70) < 1e-9)
    }
}
