/// A part of a surface as a surface of its own, with its own origin.
final class SurfaceRegion: Surface {
    let size: FigureSize
    private let surface: any Surface
    private let origin: Point

    init(_ region: Rect, of surface: any Surface) {
        size = FigureSize(width: region.width, height: region.height)
        origin = Point(x: region.minX, y: region.minY)
        self.surface = surface
    }

    private func moved(_ point: Point) -> Point {
        Point(x: point.x + origin.x, y: point.y + origin.y)
    }

    private func moved(_ rectangle: Rect) -> Rect {
        Rect(
            x: rectangle.minX + origin.x, y: rectangle.minY + origin.y,
            toX: rectangle.maxX + origin.x, toY: rectangle.maxY + origin.y)
    }

    func measure(_ text: TextBlock) -> Size { surface.measure(text) }

    func draw(
        _ text: TextBlock, at position: Point, anchor: Anchor, rotation: Double, color: Color
    ) {
        surface.draw(
            text, at: moved(position), anchor: anchor, rotation: rotation, color: color)
    }

    func fill(_ rectangle: Rect, _ color: Color) { surface.fill(moved(rectangle), color) }

    func fill(apart cells: [ColoredRect]) {
        surface.fill(
            apart: cells.map { ColoredRect(rectangle: moved($0.rectangle), color: $0.color) })
    }

    func fill(_ rectangle: Rect, steps colors: [Color]) {
        surface.fill(moved(rectangle), steps: colors)
    }

    func fill(polygon: [Point], _ color: Color) {
        surface.fill(polygon: polygon.map(moved), color)
    }

    func fillCircle(center: Point, radius: Double, _ color: Color) {
        surface.fillCircle(center: moved(center), radius: radius, color)
    }

    func stroke(_ rectangle: Rect, _ line: LineStyle) { surface.stroke(moved(rectangle), line) }

    func stroke(path: [Point], _ line: LineStyle) { surface.stroke(path: path.map(moved), line) }

    func note(_ grid: ValueGrid) { surface.note(grid.moved(to: origin)) }

    func clip(to rectangle: Rect, _ draw: () -> Void) {
        surface.clip(to: moved(rectangle), draw)
    }
}
