@testable import Charts

/// A surface that draws nothing and remembers everything. Letters have a fixed width, so that
/// layouts can be checked without fonts; with a text setter they have that of the real fonts.
final class RecordingSurface: Surface {
    struct Text {
        var block: TextBlock
        var box: OrientedBox
        var rotation: Double
        var color: Color
        var string: String { block.string }
    }

    struct Fill: Equatable {
        var rectangle: Rect
        var color: Color
    }

    let size: FigureSize
    private let setter: TextSetter?
    private(set) var texts: [Text] = []
    private(set) var fills: [Fill] = []
    private(set) var frames: [Rect] = []
    private(set) var strokes: [(path: [Point], line: LineStyle)] = []
    var paths: [[Point]] { strokes.map(\.path) }
    private(set) var polygons: [[Point]] = []
    private(set) var circles: [Point] = []
    private(set) var clips: [Rect] = []

    init(width: Double, height: Double, setter: TextSetter? = nil) {
        size = FigureSize(width: width, height: height)
        self.setter = setter
    }

    func measure(_ text: TextBlock) -> Size {
        if let setter { return setter.layout(text)?.size ?? .zero }
        let letter = (text.style.weight == .semibold ? 0.62 : 0.58) * text.style.size
        let natural = letter * Double(text.string.unicodeScalars.count)
        let lineHeight = 1.21 * text.style.size
        guard let limit = text.maximumWidth, natural > limit else {
            return Size(width: natural, height: lineHeight)
        }
        let lines = min((natural / limit).rounded(.up), Double(text.maximumLines))
        return Size(width: limit, height: lines * lineHeight)
    }

    func draw(
        _ text: TextBlock, at position: Point, anchor: Anchor, rotation: Double, color: Color
    ) {
        guard !text.string.isEmpty else { return }
        let box = OrientedBox(
            size: measure(text), at: position, anchor: anchor, rotation: rotation)
        texts.append(Text(block: text, box: box, rotation: rotation, color: color))
    }

    func fill(_ rectangle: Rect, _ color: Color) {
        fills.append(Fill(rectangle: rectangle, color: color))
    }

    func fill(polygon: [Point], _ color: Color) { polygons.append(polygon) }
    func fillCircle(center: Point, radius: Double, _ color: Color) { circles.append(center) }
    func stroke(_ rectangle: Rect, _ line: LineStyle) { frames.append(rectangle) }
    func stroke(path: [Point], _ line: LineStyle) { strokes.append((path, line)) }
    /// Lines that are clipped, such as hatching, do not count: they are seen within the clip.
    func clip(to rectangle: Rect, _ draw: () -> Void) {
        clips += [rectangle]
        let count = strokes.count
        draw()
        strokes.removeLast(strokes.count - count)
    }
}

extension RecordingSurface {
    func fills(_ color: Color) -> [Rect] { fills.filter { $0.color == color }.map(\.rectangle) }

    func texts(in style: TextStyle) -> [Text] { texts.filter { $0.block.style == style } }

    /// Pairs of texts that cover each other.
    var overlaps: [(String, String)] {
        var found: [(String, String)] = []
        for (index, text) in texts.enumerated() {
            for other in texts[(index + 1)...] where text.box.overlaps(other.box) {
                found.append((text.string, other.string))
            }
        }
        return found
    }

    /// Bars, cells, lines and markers that leave the figure.
    var marksOutside: Int {
        let figure = Rect(x: -0.01, y: -0.01, toX: size.width + 0.01, toY: size.height + 0.01)
        let areas = fills.map(\.rectangle) + frames + clips
        let points = paths.flatMap { $0 } + polygons.flatMap { $0 } + circles
        return areas.count { !figure.contains($0) }
            + points.count {
                $0.x < figure.minX || $0.y < figure.minY || $0.x > figure.maxX || $0.y > figure.maxY
            }
    }

    /// Texts that leave the figure.
    var outside: [String] {
        texts.filter { text in
            !text.box.corners.allSatisfy {
                $0.x >= -0.01 && $0.y >= -0.01 && $0.x <= size.width + 0.01
                    && $0.y <= size.height + 0.01
            }
        }.map(\.string)
    }
}

/// A rectangle turned about a point.
struct OrientedBox {
    let corners: [Point]

    init(size: Size, at position: Point, anchor: Anchor, rotation: Double) {
        let (c, s) = (cosine(degrees: rotation), sine(degrees: rotation))
        corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1)].map { x, y in
            let (dx, dy) = ((x - anchor.x) * size.width, (y - anchor.y) * size.height)
            return Point(x: position.x + dx * c - dy * s, y: position.y + dx * s + dy * c)
        }
    }

    /// Whether two boxes share more than an edge: no straight line keeps them apart.
    func overlaps(_ other: OrientedBox) -> Bool {
        let directions = [self, other].flatMap { box in
            [
                Point(
                    x: box.corners[1].x - box.corners[0].x, y: box.corners[1].y - box.corners[0].y),
                Point(
                    x: box.corners[3].x - box.corners[0].x, y: box.corners[3].y - box.corners[0].y),
            ]
        }
        for direction in directions {
            let length = (direction.x * direction.x + direction.y * direction.y).squareRoot()
            guard length > 0 else { return false }
            func extent(_ box: OrientedBox) -> (Double, Double) {
                let places = box.corners.map {
                    ($0.x * direction.x + $0.y * direction.y) / length
                }
                return (places.min() ?? 0, places.max() ?? 0)
            }
            let (a, b) = (extent(self), extent(other))
            if a.1 <= b.0 + 0.01 || b.1 <= a.0 + 0.01 { return false }
        }
        return true
    }
}
