import Testing

@testable import Charts

@Suite struct TextLinesTests {
    private let style = TextStyle(family: "Inter, DejaVu Sans", size: 10)

    private func lines(_ text: TextBlock) throws -> [TextLine] {
        try TextSetter.ofThisThread().lines(of: text)
    }

    @Test func aLineIsItsText() throws {
        let text = TextBlock(line: "a & “b” שלום", style)
        let lines = try lines(text)
        #expect(lines.map(\.string) == ["a & “b” שלום"])
        let size = try #require(try TextSetter.ofThisThread().layout(text)).size
        #expect(abs(lines[0].width - size.width) < 0.01 && lines[0].x == 0)
        #expect(0 < lines[0].baseline && lines[0].baseline < size.height)
        #expect(!lines[0].isRightToLeft)
        #expect(try self.lines(TextBlock(line: "שלום bank", style))[0].isRightToLeft)
    }

    @Test func linesThatAreBrokenHaveAllWords() throws {
        let words = "where bank attends in the last layer of all"
        let lines = try lines(
            TextBlock(paragraph: words, style, maximumWidth: 80, maximumLines: 9))
        #expect(lines.count > 2)
        #expect(lines.map(\.string).joined(separator: " ") == words)
        for (one, next) in zip(lines, lines.dropFirst()) { #expect(one.baseline < next.baseline) }
    }

    @Test func whatIsCutEndsInAnEllipsis() throws {
        let cut = try lines(TextBlock(line: "similarity of the word", style, maximumWidth: 60))
        #expect(cut.count == 1)
        let string = try #require(cut.first?.string)
        #expect(string.hasSuffix("…") && "similarity of the word".hasPrefix(string.dropLast()))
        let centered = try lines(
            TextBlock(
                paragraph: "one two three four five", style, maximumWidth: 50, maximumLines: 2,
                isCentered: true))
        #expect(centered.count == 2 && centered[1].string.hasSuffix("…"))
        #expect(centered[0].x > 0)
    }
}

@Suite struct SVGTextFormTests {
    private func svg(_ chart: some Chart, _ theme: Theme = .light) throws -> String {
        let renderer = ChartRenderer(options: ChartOptions(theme: theme, svgText: .text))
        return String(decoding: try renderer.svg(chart), as: UTF8.self)
    }

    /// What the document's text elements hold.
    private func texts(_ svg: String) -> [String] {
        svg.matches(of: #/<text [^>]*>([^<]*)</text>/#).map { String($0.1) }
    }

    @Test func everyTextOfAChartIsText() throws {
        let chart = BarChart(
            title: "Where “bank” attends", subtitle: "A <bank> & \"more\" 😀",
            bars: [.init("[CLS]", 0.25), .init("bank", 0.5, isMarked: true)],
            valueTitle: "attention")
        let svg = try svg(chart)
        let texts = texts(svg)
        for text in [
            "Where “bank” attends", "A &lt;bank&gt; &amp; &quot;more&quot; 😀", "[CLS]", "bank",
            "attention",
        ] { #expect(texts.contains(text), "\(text)") }
        // Turned as the outlines are.
        #expect(svg.contains("rotate(-90)"))
        #expect(svg.contains("font-family=\"Inter, DejaVu Sans, sans-serif\""))
        #expect(svg.contains("font-weight=\"600\""))
        #expect(!svg.contains("<use"))
        #expect(try self.svg(chart) == svg)
    }

    @Test func textIsGreyInGreys() throws {
        var theme = Theme.print
        theme.text = Color(0xFF0000)
        let svg = try svg(BarChart(title: "red", bars: [.init("a", 1)]), theme)
        #expect(!svg.contains("#ff0000"))
    }

    /// So that it keeps its place in a font of another width.
    @Test func textIsAnchoredWhereItIsPlaced() throws {
        let style = TextStyle(family: "Inter", size: 10)
        for x in [0.0, 0.5, 1] {
            let surface = try SVGSurface(
                FigureSize(width: 100, height: 50), theme: .light, textForm: .text)
            surface.draw(
                TextBlock(line: "bank", style), at: Point(x: 50, y: 20), anchor: Anchor(x: x, y: 0),
                rotation: 0, color: .black)
            let svg = String(
                decoding: surface.document(title: "t", description: ""), as: UTF8.self)
            #expect(svg.contains("<text x=\"50\""))
            #expect(svg.contains("text-anchor=\"middle\"") == (x == 0.5))
            #expect(svg.contains("text-anchor=\"end\"") == (x == 1))
        }
    }
}
