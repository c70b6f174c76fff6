/// Names beside samples of what they stand for, in rows.
struct Legend {
    struct Entry {
        var name: String
        var look: SeriesLook
    }

    let height: Double
    private let places: [(entry: Entry, text: TextBlock, origin: Point)]
    private let rowHeight: Double
    private let surface: any Surface
    private static let sampleWidth = 20.0

    init(_ entries: [Entry], width: Double, on surface: any Surface, theme: Theme) {
        var places: [(Entry, TextBlock, Point)] = []
        var origin = Point(x: 0, y: 0)
        var rowHeight = 0.0
        let longest = max(width - Self.sampleWidth - theme.gap, 1)
        let texts = entries.map {
            TextBlock(line: $0.name, theme.labelStyle, maximumWidth: longest)
        }
        for text in texts { rowHeight = max(rowHeight, surface.measure(text).height) }
        for (entry, text) in zip(entries, texts) {
            let needed = Self.sampleWidth + theme.gap + surface.measure(text).width
            if origin.x > 0, origin.x + needed > width {
                origin = Point(x: 0, y: origin.y + rowHeight + theme.gap / 2)
            }
            places.append((entry, text, origin))
            origin.x += needed + 3 * theme.gap
        }
        height = origin.y + rowHeight
        self.places = places
        self.rowHeight = rowHeight
        self.surface = surface
        gap = theme.gap
        color = theme.secondaryText
    }

    private let gap: Double
    private let color: Color

    func draw(at corner: Point) {
        for (entry, text, origin) in places {
            let y = corner.y + origin.y + rowHeight / 2
            let x = corner.x + origin.x
            surface.stroke(
                path: [Point(x: x, y: y), Point(x: x + Self.sampleWidth, y: y)], entry.look.line)
            entry.look.drawMarker(at: Point(x: x + Self.sampleWidth / 2, y: y), on: surface)
            surface.draw(
                text, at: Point(x: x + Self.sampleWidth + gap, y: y), anchor: .left, rotation: 0,
                color: color)
        }
    }
}
