/// Names beside samples of what they stand for, in rows.
struct Legend {
    struct Entry {
        enum Sample {
            case line(SeriesStyle)
            case marker(SeriesStyle)
            case dot(ScatterStyle)
            case swatch(Color)
            case stroke(LineStyle)
        }

        var name: String
        var sample: Sample

        init(name: String, style: SeriesStyle) {
            self.name = name
            sample = .line(style)
        }

        init(name: String, marker style: SeriesStyle) {
            self.name = name
            sample = .marker(style)
        }

        init(name: String, dot style: ScatterStyle) {
            self.name = name
            sample = .dot(style)
        }

        init(name: String, swatch: Color) {
            self.name = name
            sample = .swatch(swatch)
        }

        init(name: String, stroke: LineStyle) {
            self.name = name
            sample = .stroke(stroke)
        }

        fileprivate func width(_ theme: Theme) -> Double {
            switch sample {
            case .line, .stroke: 20 * theme.unit
            case .swatch, .marker, .dot: theme.labelSize
            }
        }
    }

    let height: Double
    private let places: [(entry: Entry, text: TextBlock, origin: Point)]
    private let rowHeight: Double
    private let surface: any Surface

    init(_ entries: [Entry], width: Double, on surface: any Surface, theme: Theme) {
        var places: [(Entry, TextBlock, Point)] = []
        var origin = Point(x: 0, y: 0)
        var rowHeight = 0.0
        let texts = entries.map {
            TextBlock(
                line: $0.name, theme.labelStyle,
                maximumWidth: max(width - $0.width(theme) - theme.gap, 1))
        }
        for text in texts { rowHeight = max(rowHeight, surface.measure(text).height) }
        for (entry, text) in zip(entries, texts) {
            let needed = entry.width(theme) + theme.gap + surface.measure(text).width
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
        self.theme = theme
    }

    private let theme: Theme

    func draw(at corner: Point) {
        for (entry, text, origin) in places {
            let y = corner.y + origin.y + rowHeight / 2
            let x = corner.x + origin.x
            let width = entry.width(theme)
            let line = [Point(x: x, y: y), Point(x: x + width, y: y)]
            switch entry.sample {
            case .line(let style):
                surface.stroke(path: line, style.line)
                style.drawMarker(at: Point(x: x + width / 2, y: y), on: surface)
            case .marker(let style):
                style.drawMarker(at: Point(x: x + width / 2, y: y), on: surface)
            case .dot(let style):
                surface.fillCircle(
                    center: Point(x: x + width / 2, y: y), radius: style.radius, style.color)
            case .stroke(let style):
                surface.stroke(path: line, style)
            case .swatch(let color):
                let half = width / 2
                surface.fill(
                    Rect(x: x, y: y - half, toX: x + width, toY: y + half), color)
            }
            surface.draw(
                text, at: Point(x: x + width + theme.gap, y: y), anchor: .left, rotation: 0,
                color: theme.secondaryText)
        }
    }
}
