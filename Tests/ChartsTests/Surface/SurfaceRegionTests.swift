import Testing

@testable import Charts

@Suite struct SurfaceRegionTests {
    @Test func everythingIsMoved() {
        let surface = RecordingSurface(width: 100, height: 100)
        let part = SurfaceRegion(Rect(x: 10, y: 20, toX: 40, toY: 80), of: surface)
        #expect(part.size == FigureSize(width: 30, height: 60))
        let (line, box) = (LineStyle(color: .black, width: 1), Rect(x: 1, y: 2, toX: 3, toY: 4))
        let moved = Rect(x: 11, y: 22, toX: 13, toY: 24)
        part.fill(box, .black)
        part.stroke(box, line)
        part.fill(polygon: box.corners, .black)
        part.stroke(path: box.corners, line)
        part.fillCircle(center: Point(x: 1, y: 2), radius: 1, .black)
        part.clip(to: box) { part.fill(box, .white) }
        let text = TextBlock(line: "x", Theme.light.labelStyle)
        part.draw(text, at: Point(x: 1, y: 2), anchor: .topLeft, rotation: 0, color: .black)
        #expect(surface.fills.map(\.rectangle) == [moved, moved])
        #expect(surface.frames == [moved] && surface.clips == [moved])
        #expect(surface.polygons == [moved.corners] && surface.paths == [moved.corners])
        #expect(surface.circles == [Point(x: 11, y: 22)])
        #expect(surface.texts[0].box.corners[0] == Point(x: 11, y: 22))
        #expect(part.measure(text) == surface.measure(text))
    }
}
