/// Writes SVG in few bytes: neighbours of one look share an element, and where text is written as
/// outlines, glyphs that occur often are defined once.
///
/// Cairo can write SVG too, but prints every number through the C library and every glyph anew for
/// each size and angle: that takes three times as long and gives twice the bytes. It still draws
/// what has no outlines, such as emoji.
final class SVGSurface: Surface {
    let size: FigureSize
    /// Whether everything could be drawn; if not, the document must not be used.
    private(set) var isComplete = true
    /// The numbers that were drawn.
    private(set) var grids: [ValueGrid] = []

    private let text: TextSetter
    private let textForm: SVGTextForm
    private let isGreyscale: Bool
    private var elements: [SVGElement] = []
    private var clipCount = 0
    /// Their numbers are their places.
    private var gradients: [[SVGGradient.Stop]] = []

    /// - Throws: `ChartError.drawingFailed`.
    init(_ size: FigureSize, theme: Theme, textForm: SVGTextForm = .outlines) throws {
        self.size = size
        self.textForm = textForm
        text = try TextSetter.ofThisThread()
        isGreyscale = theme.isGreyscale
        if theme.background.alpha > 0 {
            fill(Rect(x: 0, y: 0, toX: size.width, toY: size.height), theme.background)
        }
    }

    /// The whole document: named and described, with ids made from its content.
    /// - Parameter rules: what exchanges colours where the reader prefers dark pages.
    func document(
        title: String, description: String, rules: SVGThemeRules? = nil
    ) -> [UInt8] {
        let (symbols, body) = written()
        let prefix = Array(
            SVGDocument.prefix(title, description, [symbols.bytes[...], body.bytes[...]]).utf8)
        var document = SVGBytes()
        document.bytes.reserveCapacity(body.bytes.count + symbols.bytes.count + 8192)
        document.add("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        // Programs that read SVG 1.1, such as Inkscape 1.2, know references by this name alone.
        document.add(" xmlns:xlink=\"http://www.w3.org/1999/xlink\"")
        document.add(" width=\"")
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
            document.add("\n</defs>")
        }
        document.add("\n<g stroke-linejoin=\"round\">\n")
        document.add(body.bytes, prefix: prefix)
        document.add("</g>\n")
        if let style = rules?.style(for: body.paints) { document.bytes += style.utf8 }
        document.add("</svg>\n")
        return document.bytes
    }

    /// The definitions of glyphs, and what is drawn.
    private func written() -> (symbols: SVGBytes, body: SVGBytes) {
        var counted = SVGSymbols()
        for case .text(let text) in elements { counted.count(text) }
        var symbols = SVGBytes()
        var numbers: [ObjectIdentifier: Int] = [:]
        for (number, outline) in counted.defined.enumerated() {
            numbers[ObjectIdentifier(outline)] = number
            symbols.add("<path id=\"")
            symbols.addPrefix()
            symbols.add(id: number)
            symbols.add("\" d=\"m")
            symbols.add(outline.start.x)
            symbols.addSeparated(outline.start.y)
            symbols.bytes += outline.path
            symbols.add("\"/>")
        }
        var placed = elements.map { element -> PlacedText? in
            if case .text(let text) = element { text.placed(symbols: numbers) } else { nil }
        }
        combine(&placed, &symbols, firstNumber: numbers.count)
        for (number, stops) in gradients.enumerated() { write(stops, number, to: &symbols) }
        var body = SVGBytes()
        for (element, placed) in zip(elements, placed) {
            element.write(to: &body, placed, isGreyscale)
        }
        return (symbols, body)
    }

    /// Uses combinations of glyphs where they take fewer bytes, and defines them.
    private func combine(
        _ texts: inout [PlacedText?], _ symbols: inout SVGBytes, firstNumber: Int
    ) {
        var lines = texts.flatMap { $0?.lines ?? [] }
        let combinations = SVGCombinations(lines: &lines, firstNumber: firstNumber)
        guard !combinations.definitions.isEmpty else { return }
        combinations.write(to: &symbols)
        var start = 0
        for index in texts.indices {
            guard let count = texts[index]?.lines.count else { continue }
            texts[index]?.lines = Array(lines[start..<start + count])
            start += count
        }
    }

    private func write(_ stops: [SVGGradient.Stop], _ number: Int, to bytes: inout SVGBytes) {
        bytes.add("<linearGradient id=\"")
        bytes.addPrefix()
        bytes.add("-g")
        bytes.add(number)
        bytes.add("\" x2=\"0\" y2=\"1\">")
        for stop in stops {
            bytes.add("<stop offset=\"")
            bytes.add(stop.offset, decimals: 4)
            bytes.add("\"")
            bytes.add(stop.color, as: .stop)
            bytes.add("/>")
        }
        bytes.add("</linearGradient>")
    }

    /// Adds an element, to the one before if they can be one. Texts do not overlap, and join also
    /// with one that stands a few texts before.
    private func add(_ element: SVGElement) {
        var place = elements.count - 1
        while place >= 0, elements.count - place <= Self.lookBack {
            if let joined = elements[place].joined(with: element) {
                elements[place] = joined
                return
            }
            guard case .text = element, case .text = elements[place] else { break }
            place -= 1
        }
        elements.append(element)
    }

    private static let lookBack = 6

    private func addMarkup(_ write: (inout SVGBytes) -> Void) {
        var bytes = SVGBytes()
        write(&bytes)
        elements.append(.markup(bytes))
    }

    // MARK: Text

    func measure(_ text: TextBlock) -> Size { self.text.layout(text)?.size ?? .zero }

    func draw(
        _ text: TextBlock, at position: Point, anchor: Anchor, rotation: Double, color: Color
    ) {
        guard !text.string.isEmpty, let layout = self.text.layout(text) else { return }
        // A layout that is centred in a limit begins left of its text.
        let slack = text.isCentered ? max(0, (text.maximumWidth ?? 0) - layout.size.width) / 2 : 0
        let (dx, dy) = (
            -anchor.x * layout.size.width - slack, -anchor.y * layout.size.height
        )
        let (c, s) = (cosine(degrees: rotation), sine(degrees: rotation))
        let origin = Point(
            x: position.x + dx * c - dy * s, y: position.y + dx * s + dy * c)
        let turn = rotation == 0 ? nil : SVGText.Turn(origin: origin, degrees: rotation)
        if textForm == .text {
            let share = text.isCentered ? 0.5 : anchor.x
            return addMarkup { [lines = self.text.lines(of: text)] bytes in
                bytes.add(
                    lines, text.style, share: share, at: origin, turn,
                    isGreyscale ? color.grey : color)
            }
        }
        guard let runs = self.text.outlines(of: text) else {
            isComplete = false
            return
        }
        for run in runs where !run.glyphs.isEmpty {
            var text = SVGText(size: run.size, color: color, turn: turn)
            let (x, y) = turn == nil ? (origin.x / text.scale, origin.y / text.scale) : (0, 0)
            guard abs(x) < 1e9, abs(y) < 1e9 else { continue }
            text.glyphs = run.glyphs.map { glyph in
                SVGText.Glyph(
                    outline: glyph.outline, x: Int((x + Double(glyph.x)).rounded()),
                    y: Int((y + Double(glyph.y)).rounded()))
            }
            add(.text(text))
        }
    }

    func note(_ grid: ValueGrid) { grids.append(grid) }

    // MARK: Areas

    func fill(_ rectangle: Rect, _ color: Color) { add(.rectangles([rectangle], color)) }

    func fill(apart cells: [ColoredRect]) {
        if !cells.isEmpty { elements.append(.cells(cells)) }
    }

    /// A bitmap has steps, finer than the eye sees; a gradient takes a quarter of their bytes.
    func fill(_ rectangle: Rect, steps colors: [Color]) {
        let colors = isGreyscale ? colors.map(\.grey) : colors
        guard let stops = SVGGradient.stops(colors) else {
            return fillSteps(rectangle, colors)
        }
        let number = gradients.firstIndex(of: stops) ?? gradients.count
        if number == gradients.count { gradients.append(stops) }
        elements.append(.gradient(rectangle, number: number))
    }

    func fill(polygon: [Point], _ color: Color) { add(.polygon(polygon, color)) }

    func fillCircle(center: Point, radius: Double, _ color: Color) {
        add(.circle(center, radius: radius, color))
    }

    // MARK: Lines

    func stroke(_ rectangle: Rect, _ line: LineStyle) { add(.frame(rectangle, line)) }

    func stroke(path: [Point], _ line: LineStyle) {
        guard path.count > 1 else { return }
        add(.lines([path], line))
    }

    func clip(to rectangle: Rect, _ draw: () -> Void) {
        let number = clipCount
        clipCount += 1
        addMarkup { bytes in
            bytes.add("<clipPath id=\"")
            bytes.addPrefix()
            bytes.add("-")
            bytes.add(number)
            bytes.add("\">")
            bytes.add(rectangle)
            bytes.add("/></clipPath>\n<g clip-path=\"url(#")
            bytes.addPrefix()
            bytes.add("-")
            bytes.add(number)
            bytes.add(")\">\n")
        }
        draw()
        addMarkup { $0.add("</g>\n") }
    }
}
