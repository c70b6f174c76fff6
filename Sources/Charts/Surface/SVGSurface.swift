/// Writes SVG, with text as outlines of its glyphs.
///
/// Cairo can write SVG too, but prints every number through the C library and every glyph anew for
/// each size and angle: that takes three times as long and gives twice the bytes. It still draws
/// what has no outlines, such as emoji.
final class SVGSurface: Surface {
    let size: FigureSize
    /// Whether everything could be drawn; if not, the document must not be used.
    private(set) var isComplete = true

    private let text: TextSetter
    private let isGreyscale: Bool
    private var body = SVGBytes()
    private var symbols = SVGBytes()
    private var symbolNumbers: [ObjectIdentifier: Int] = [:]
    private var clipCount = 0

    /// - Throws: `ChartError.drawingFailed`.
    init(_ size: FigureSize, theme: Theme) throws {
        self.size = size
        text = try TextSetter.ofThisThread()
        isGreyscale = theme.isGreyscale
        if theme.background.alpha > 0 {
            fill(Rect(x: 0, y: 0, toX: size.width, toY: size.height), theme.background)
        }
    }

    /// The whole document: named and described, with ids made from its content.
    func document(title: String, description: String) -> [UInt8] {
        let prefix = Array(
            SVGDocument.prefix(title, description, [symbols.bytes[...], body.bytes[...]]).utf8)
        var document = SVGBytes()
        document.bytes.reserveCapacity(body.bytes.count + symbols.bytes.count + 8192)
        document.add("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        document.add(" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" width=\"")
        document.add(size.width)
        document.add("pt\" height=\"")
        document.add(size.height)
        document.add("pt\" viewBox=\"0 0 ")
        document.add(size.width)
        document.add(" ")
        document.add(size.height)
        document.add("\"")
        let head = SVGDocument(title: title, description: description)
            .head(String(decoding: prefix, as: UTF8.self))
        document.bytes += head.utf8
        if !symbols.bytes.isEmpty {
            document.add("\n<defs>\n")
            document.add(symbols.bytes, prefix: prefix)
            document.add("</defs>")
        }
        document.add("\n<g stroke-linejoin=\"round\">\n")
        document.add(body.bytes, prefix: prefix)
        document.add("</g>\n</svg>\n")
        return document.bytes
    }

    // MARK: Text

    func measure(_ text: TextBlock) -> Size { self.text.layout(text)?.size ?? .zero }

    func draw(
        _ text: TextBlock, at position: Point, anchor: Anchor, rotation: Double, color: Color
    ) {
        guard !text.string.isEmpty, let layout = self.text.layout(text) else { return }
        guard let runs = self.text.outlines(of: text) else {
            isComplete = false
            return
        }
        // A layout that is centred in a limit begins left of its text.
        let slack = text.isCentered ? max(0, (text.maximumWidth ?? 0) - layout.size.width) / 2 : 0
        let (dx, dy) = (
            -anchor.x * layout.size.width - slack, -anchor.y * layout.size.height
        )
        let (c, s) = (cosine(degrees: rotation), sine(degrees: rotation))
        let origin = Point(
            x: position.x + dx * c - dy * s, y: position.y + dx * s + dy * c)
        for run in runs where !run.glyphs.isEmpty {
            body.add("<g transform=\"translate(")
            body.add(origin.x)
            body.add(" ")
            body.add(origin.y)
            if rotation != 0 {
                body.add(")rotate(")
                body.add(rotation)
            }
            body.add(")scale(")
            body.add(run.size / 1000, decimals: 6)
            body.add(")\"")
            add(color, "fill")
            body.add(">")
            for glyph in run.glyphs { add(glyph) }
            body.add("</g>\n")
        }
    }

    private func add(_ glyph: OutlinedRun.Glyph) {
        body.add("<use xlink:href=\"#")
        body.addPrefix()
        body.add(symbol(glyph.outline))
        if glyph.x != 0 {
            body.add("\" x=\"")
            body.add(glyph.x)
        }
        body.add("\" y=\"")
        body.add(glyph.y)
        body.add("\"/>")
    }

    /// The number of a glyph in this document.
    private func symbol(_ outline: GlyphOutline) -> Int {
        let known = symbolNumbers[ObjectIdentifier(outline)]
        if let known { return known }
        let number = symbolNumbers.count
        symbolNumbers[ObjectIdentifier(outline)] = number
        symbols.add("<path id=\"")
        symbols.addPrefix()
        symbols.add(number)
        symbols.add("\" d=\"")
        symbols.bytes += outline.path
        symbols.add("\"/>\n")
        return number
    }

    // MARK: Areas

    func fill(_ rectangle: Rect, _ color: Color) {
        add(rectangle)
        add(color, "fill")
        body.add("/>\n")
    }

    func fill(polygon: [Point], _ color: Color) {
        addPath(polygon)
        body.add("z\"")
        add(color, "fill")
        body.add("/>\n")
    }

    func fillCircle(center: Point, radius: Double, _ color: Color) {
        body.add("<circle cx=\"")
        body.add(center.x)
        body.add("\" cy=\"")
        body.add(center.y)
        body.add("\" r=\"")
        body.add(radius)
        body.add("\"")
        add(color, "fill")
        body.add("/>\n")
    }

    // MARK: Lines

    func stroke(_ rectangle: Rect, _ line: LineStyle) {
        add(rectangle)
        add(line)
        body.add(" stroke-linejoin=\"miter\"/>\n")
    }

    func stroke(path: [Point], _ line: LineStyle) {
        guard path.count > 1 else { return }
        addPath(path)
        body.add("\"")
        add(line)
        body.add("/>\n")
    }

    func clip(to rectangle: Rect, _ draw: () -> Void) {
        let number = clipCount
        clipCount += 1
        body.add("<clipPath id=\"")
        body.addPrefix()
        body.add("c")
        body.add(number)
        body.add("\">")
        add(rectangle)
        body.add("/></clipPath>\n<g clip-path=\"url(#")
        body.addPrefix()
        body.add("c")
        body.add(number)
        body.add(")\">\n")
        draw()
        body.add("</g>\n")
    }

    // MARK: Helpers

    /// A rectangle whose element is still open.
    private func add(_ rectangle: Rect) {
        body.add("<rect x=\"")
        body.add(rectangle.minX)
        body.add("\" y=\"")
        body.add(rectangle.minY)
        body.add("\" width=\"")
        body.add(rectangle.width)
        body.add("\" height=\"")
        body.add(rectangle.height)
        body.add("\"")
    }

    /// A path whose data is still open.
    private func addPath(_ points: [Point]) {
        body.add("<path d=\"M")
        for (index, point) in points.enumerated() {
            if index > 0 { body.add("L") }
            body.add(point.x)
            body.add(" ")
            body.add(point.y)
        }
    }

    private func add(_ line: LineStyle) {
        body.add(" fill=\"none\"")
        add(line.color, "stroke")
        body.add(" stroke-width=\"")
        body.add(line.width)
        body.add("\"")
        guard !line.dashes.isEmpty else { return }
        body.add(" stroke-dasharray=\"")
        for (index, length) in line.dashes.enumerated() {
            if index > 0 { body.add(" ") }
            body.add(length)
        }
        body.add("\"")
    }

    private func add(_ color: Color, _ property: StaticString) {
        let color = isGreyscale ? color.grey : color
        body.add(" ")
        body.add(property)
        body.add("=\"#")
        body.add(color)
        body.add("\"")
        guard color.alpha < 255 else { return }
        body.add(" ")
        body.add(property)
        body.add("-opacity=\"")
        body.add(Double(color.alpha) / 255, decimals: 4)
        body.add("\"")
    }
}
