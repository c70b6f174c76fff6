/// A shape of an SVG document, or several of one look.
enum SVGElement {
    case text(SVGText)
    case rectangles([Rect], Color)
    case polygon([Point], Color)
    case circle(Point, radius: Double, Color)
    case frame(Rect, LineStyle)
    case lines([[Point]], LineStyle)
    case cells([ColoredRect])
    case gradient(Rect, number: Int)
    case markup(SVGBytes)

    /// This and the next as one element; `nil` if they differ in look, or might show through each
    /// other.
    func joined(with next: SVGElement) -> SVGElement? {
        switch (self, next) {
        case (.text(var text), .text(let more)):
            guard text.isLike(more), text.glyphs.count < Self.enough else { return nil }
            text.glyphs += more.glyphs
            return .text(text)
        case (.rectangles(let rectangles, let color), .rectangles(let more, let other)):
            guard color == other, color.alpha == 255, rectangles.count < Self.enough else {
                return nil
            }
            return .rectangles(rectangles + more, color)
        case (.lines(let lines, let style), .lines(let more, let other)):
            guard style == other, style.color.alpha == 255, lines.count < Self.enough else {
                return nil
            }
            return .lines(lines + more, style)
        default: return nil
        }
    }

    /// To join more saves nothing, and each time copies what is there.
    private static let enough = 200

    /// - Parameter placed: how a text's glyphs are written.
    func write(to bytes: inout SVGBytes, _ placed: PlacedText?, _ isGreyscale: Bool) {
        func add(_ color: Color, _ property: SVGPaint.Property) {
            bytes.add(isGreyscale ? color.grey : color, as: property)
        }
        func add(_ line: LineStyle) {
            bytes.add(" fill=\"none\"")
            add(line.color, .stroke)
            bytes.add(" stroke-width=\"")
            bytes.add(line.width)
            bytes.add("\"")
            guard !line.dashes.isEmpty else { return }
            bytes.add(" stroke-dasharray=\"")
            for (index, length) in line.dashes.enumerated() {
                if index > 0 { bytes.add(" ") }
                bytes.add(length)
            }
            bytes.add("\"")
        }
        switch self {
        case .markup(let markup):
            bytes.bytes += markup.bytes
            bytes.paints.formUnion(markup.paints)
        case .text(let text):
            bytes.add("<g transform=\"")
            if let turn = text.turn { bytes.add(turn) }
            bytes.add("scale(")
            bytes.add(text.scale, decimals: 7)
            bytes.add(")\"")
            add(text.color, .fill)
            bytes.add(">")
            placed?.write(to: &bytes)
            bytes.add("</g>\n")
        case .rectangles(let rectangles, let color):
            bytes.add("<path d=\"")
            for rectangle in rectangles {
                bytes.add(rectangle.corners)
                bytes.add("z")
            }
            bytes.add("\"")
            add(color, .fill)
            bytes.add("/>\n")
        case .cells(let cells):
            bytes.add(cells, isGreyscale)
        case .gradient(let rectangle, let number):
            bytes.add("<path d=\"")
            bytes.add(rectangle.corners)
            bytes.add("z\" fill=\"url(#")
            bytes.addPrefix()
            bytes.add("-g")
            bytes.add(number)
            bytes.add(")\"/>\n")
        case .polygon(let points, let color):
            bytes.add("<path d=\"")
            bytes.add(points)
            bytes.add("z\"")
            add(color, .fill)
            bytes.add("/>\n")
        case .circle(let center, let radius, let color):
            bytes.add("<circle cx=\"")
            bytes.add(center.x)
            bytes.add("\" cy=\"")
            bytes.add(center.y)
            bytes.add("\" r=\"")
            bytes.add(radius)
            bytes.add("\"")
            add(color, .fill)
            bytes.add("/>\n")
        case .frame(let rectangle, let line):
            bytes.add(rectangle)
            add(line)
            bytes.add(" stroke-linejoin=\"miter\"/>\n")
        case .lines(let lines, let style):
            bytes.add("<path d=\"")
            for line in lines { bytes.add(line) }
            bytes.add("\"")
            add(style)
            bytes.add("/>\n")
        }
    }
}

extension SVGBytes {
    /// An attribute that is a colour, and one for its opacity where it lets something through.
    mutating func add(_ color: Color, as property: SVGPaint.Property) {
        paints.insert(SVGPaint(property, color))
        add(" ")
        add(property.name)
        add("=\"#")
        add(color)
        add("\"")
        guard color.alpha < 255 else { return }
        add(" ")
        add(property.name)
        add("-opacity=\"")
        add(Double(color.alpha) / 255, decimals: 4)
        add("\"")
    }

    /// Rectangles that do not overlap: a path for each colour, in whole numbers of a unit that no eye
    /// tells from the exact place.
    mutating func add(_ cells: [ColoredRect], _ isGreyscale: Bool) {
        let smallest = cells.map { min($0.rectangle.width, $0.rectangle.height) }.min() ?? 0
        let units: Double = smallest >= 5 ? 20 : 100
        let shown =
            isGreyscale
            ? cells.map { ColoredRect(rectangle: $0.rectangle, color: $0.color.grey) } : cells
        add("<g transform=\"scale(")
        add(1 / units)
        add(")\">")
        for area in JoinedCells(shown, units: units).areas {
            add("<path d=\"")
            for outline in area.outlines { add(outline) }
            add("\"")
            add(area.color, as: .fill)
            add("/>")
        }
        add("</g>\n")
    }

    /// An area needs no line back to its start.
    private mutating func add(_ outline: [JoinedCells.Corner]) {
        guard let start = outline.first else { return }
        add("M")
        add(start.x)
        addSeparated(start.y)
        var isHorizontal = true
        for (corner, next) in zip(outline, outline.dropFirst()) {
            add(isHorizontal ? "h" : "v")
            add(isHorizontal ? next.x - corner.x : next.y - corner.y)
            isHorizontal.toggle()
        }
    }

    /// A rectangle whose element is still open.
    mutating func add(_ rectangle: Rect) {
        add("<rect x=\"")
        add(rectangle.minX)
        add("\" y=\"")
        add(rectangle.minY)
        add("\" width=\"")
        add(rectangle.width)
        add("\" height=\"")
        add(rectangle.height)
        add("\"")
    }

    /// Straight lines from point to point, each relative to the one before. The points are rounded,
    /// not the steps, so that errors do not add up.
    fileprivate mutating func add(_ points: [Point]) {
        func hundredths(_ length: Double) -> Int {
            abs(length) < 1e12 ? Int((length * 100).rounded()) : 0
        }
        var (x, y) = (0, 0)
        for (index, point) in points.enumerated() {
            let (nextX, nextY) = (hundredths(point.x), hundredths(point.y))
            if index == 0 {
                add("M")
                add(hundredths: nextX)
                addSeparated(hundredths: nextY)
            } else if nextY == y {
                add("h")
                add(hundredths: nextX - x)
            } else if nextX == x {
                add("v")
                add(hundredths: nextY - y)
            } else {
                add("l")
                add(hundredths: nextX - x)
                addSeparated(hundredths: nextY - y)
            }
            (x, y) = (nextX, nextY)
        }
    }

    private mutating func add(hundredths: Int) { add(Double(hundredths) / 100) }

    private mutating func addSeparated(hundredths: Int) {
        addSeparated(Double(hundredths) / 100)
    }
}
