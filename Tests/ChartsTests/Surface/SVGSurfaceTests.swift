import Testing

@testable import Charts

@Suite struct SVGSurfaceTests {
    private func svg(_ chart: some Chart, _ theme: Theme = .light) throws -> String {
        String(decoding: try ChartRenderer(options: .init(theme: theme)).svg(chart), as: UTF8.self)
    }

    private func count(_ text: String, in svg: String) -> Int { svg.ranges(of: text).count }

    private func drawn(_ draw: (SVGSurface) -> Void) throws -> String {
        let surface = try SVGSurface(
            FigureSize(width: 100, height: 50), theme: Theme.light.transparent)
        draw(surface)
        return String(decoding: surface.document(title: "t", description: ""), as: UTF8.self)
    }

    @Test func shapesKeepTheirPlaces() throws {
        let svg = try drawn { surface in
            surface.fill(Rect(x: 1, y: 2, toX: 11, toY: 22.5), Color(0x112233))
            surface.fill(
                polygon: [Point(x: 0, y: 0), Point(x: 5, y: 0), Point(x: 0, y: 5)],
                Color(0xFF0000, alpha: 51))
            surface.fillCircle(center: Point(x: 3, y: 4), radius: 1.5, .black)
            surface.stroke(
                path: [Point(x: 0, y: 1), Point(x: 9, y: 1)],
                LineStyle(color: .black, width: 0.5, dashes: [6, 3]))
            surface.stroke(path: [Point(x: 7, y: 7)], LineStyle(color: .black, width: 1))
        }
        for element in [
            ##"<rect x="1" y="2" width="10" height="20.5" fill="#112233"/>"##,
            ##"<path d="M0 0L5 0L0 5z" fill="#ff0000" fill-opacity=".2"/>"##,
            ##"<circle cx="3" cy="4" r="1.5" fill="#000000"/>"##,
            ##"<path d="M0 1L9 1" fill="none" stroke="#000000" stroke-width=".5" "##
                + #"stroke-dasharray="6 3"/>"#,
        ] { #expect(svg.contains(element), "\(element)") }
        #expect(!svg.contains("M7 7"))
        #expect(svg.contains(#"width="100pt" height="50pt" viewBox="0 0 100 50""#))
    }

    @Test func equalGlyphsAreWrittenOnce() throws {
        let style = TextStyle(family: "Inter, DejaVu Sans", size: 10)
        var large = style
        large.size = 20
        let svg = try drawn { surface in
            for (style, rotation) in [(style, 0.0), (large, 0), (style, -90)] {
                surface.draw(
                    TextBlock(line: "abba ab", style), at: Point(x: 0, y: 0), anchor: .topLeft,
                    rotation: rotation, color: .black)
            }
        }
        #expect(count("<use ", in: svg) == 18)
        #expect(count(" d=\"", in: svg) == 2)
        #expect(count("<g transform=", in: svg) == 3)
    }

    /// A box for a character without a font is no outline; cairo draws the figure then.
    @Test func textWithoutOutlinesIsDrawnAllTheSame() throws {
        let ordinary = try svg(BarChart(title: "bank", bars: [.init("a", 1)]))
        let strange = try svg(BarChart(title: "bank \u{10FFFD}", bars: [.init("a", 1)]))
        #expect(ordinary.contains("<circle") == false && ordinary.contains("scale("))
        #expect(!strange.contains("scale("))
        #expect(strange.contains("role=\"img\"") && strange.hasSuffix("</svg>\n"))
    }

    /// More texts than a thread keeps, in another order, give the same figures.
    @Test func keptTextChangesNothing() throws {
        let charts = (0..<40).map { number in
            BarChart(
                title: "Figure \(number)",
                bars: (0..<40).map { .init("label \(number * 40 + $0)", Double($0)) })
        }
        let first = try charts.map { try svg($0) }
        let second = try charts.reversed().map { try svg($0) }
        #expect(first == second.reversed())
    }

    @Test func printIsGrey() throws {
        let chart = Heatmap(rowLabels: ["r"], columnLabels: ["a", "b"], values: [[0, 1]])
        let svg = try svg(chart, .print)
        for color in svg.split(separator: "fill=\"#").dropFirst().map({ Array($0.prefix(6)) }) {
            #expect(color[0...1] == color[2...3] && color[2...3] == color[4...5])
        }
    }

    @Test func transparentFiguresHaveNoBackground() throws {
        let chart = BarChart(bars: [.init("a", 1)])
        #expect(try svg(chart, .dark).contains("fill=\"#14171b\""))
        #expect(try !svg(chart, .dark.transparent).contains(##"height="172" fill="#14171b""##))
    }
}
