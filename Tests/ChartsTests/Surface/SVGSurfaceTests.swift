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
            ##"<path d="M1 2h10v20.5h-10z" fill="#112233"/>"##,
            ##"<path d="M0 0h5l-5 5z" fill="#ff0000" fill-opacity=".2"/>"##,
            ##"<circle cx="3" cy="4" r="1.5" fill="#000000"/>"##,
            ##"<path d="M0 1h9" fill="none" stroke="#000000" stroke-width=".5" "##
                + #"stroke-dasharray="6 3"/>"#,
        ] { #expect(svg.contains(element), "\(element)") }
        #expect(!svg.contains("M7 7"))
        #expect(svg.contains(#"width="100pt" height="50pt" viewBox="0 0 100 50""#))
    }

    @Test func neighboursOfOneLookShareAnElement() throws {
        let line = LineStyle(color: .black, width: 1)
        let clear = Color(0xFF0000, alpha: 51)
        let svg = try drawn { surface in
            for x in [0.0, 10, 20.004] {
                surface.fill(Rect(x: x, y: 0, toX: x + 10.333, toY: 5), .black)
            }
            for x in [0.0, 10] { surface.fill(Rect(x: x, y: 6, toX: x + 20, toY: 9), clear) }
            for x in [1.0, 2] {
                surface.stroke(path: [Point(x: x, y: 1), Point(x: x, y: -9.5)], line)
            }
        }
        #expect(svg.contains("\"M0 0h10.33v5h-10.33zM10 0h10.33v5h-10.33zM20 0h10.34v5h-10.34z\""))
        // What overlaps shows through.
        #expect(svg.contains("\"M0 6h20v3h-20z\"") && svg.contains("\"M10 6h20v3h-20z\""))
        #expect(svg.contains("\"M1 1v-10.5M2 1v-10.5\""))
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
        // Or fewer, with what follows one another as one.
        #expect((1...18).contains(count("<use ", in: svg)))
        #expect(count(" d=\"", in: svg) == 2)
        #expect(count("<path id=", in: svg) == 2)
        #expect(count("scale(", in: svg) == 3)
    }

    /// An outline in its place takes fewer bytes than a definition and its use.
    @Test func rareGlyphsAreWrittenInTheirPlaces() throws {
        let style = TextStyle(family: "Inter, DejaVu Sans", size: 10)
        let svg = try drawn { surface in
            surface.draw(
                TextBlock(line: "bank", style), at: Point(x: 1, y: 2), anchor: .topLeft,
                rotation: 0, color: .black)
        }
        #expect(count("<use ", in: svg) == 0 && count("<defs", in: svg) == 0)
        #expect(count("<path ", in: svg) == 1 && count("scale(.025)", in: svg) == 1)
    }

    @Test func textsOfOneLookJoinAcrossOthers() throws {
        let style = TextStyle(family: "Inter, DejaVu Sans", size: 10)
        let svg = try drawn { surface in
            for place in 0..<8 {
                surface.draw(
                    TextBlock(line: "a", style), at: Point(x: 10 * Double(place), y: 0),
                    anchor: .topLeft, rotation: 0, color: place % 2 == 0 ? .black : .white)
            }
        }
        #expect(count("scale(", in: svg) == 2)
    }

    @Test func cellsOfOneColorShareAPath() throws {
        let svg = try drawn { surface in
            surface.fill(
                apart: (0..<4).map { place in
                    ColoredRect(
                        rectangle: Rect(
                            x: 10.5 * Double(place), y: 1, toX: 10.5 * Double(place) + 10, toY: 9),
                        color: place == 1 ? .white : .black)
                })
        }
        let paths = [
            ##"<path d="M0 20h200v160h-200M420 20h200v160h-200M630 20h200v160h-200" fill="#000000"/>"##,
            ##"<path d="M210 20h200v160h-200" fill="#ffffff"/>"##,
        ]
        #expect(svg.contains("<g transform=\"scale(.05)\">" + paths.joined()))
    }

    /// The earlier colour reaches half-way below the next, so that no seam shows between them.
    @Test func cellsThatTouchAreJoined() throws {
        let svg = try drawn { surface in
            surface.fill(
                apart: [
                    ColoredRect(rectangle: Rect(x: 0, y: 0, toX: 10, toY: 10), color: .black),
                    ColoredRect(rectangle: Rect(x: 10, y: 0, toX: 20, toY: 10), color: .white),
                ])
        }
        #expect(
            svg.contains(
                ##"<path d="M0 0h300v200h-300" fill="#000000"/>"##
                    + ##"<path d="M200 0h200v200h-200" fill="#ffffff"/>"##))
    }

    /// Inkscape 1.2 and others that read SVG 1.1 draw nothing for a reference of another name.
    @Test func referencesHaveTheNameThatSVG11Knows() throws {
        let svg = try svg(
            Heatmap(
                title: "to be or not to be", rowLabels: ["L0", "L1"],
                columnLabels: ["a", "b", "c"],
                values: [[0.11, 0.12, 0.13], [0.21, 0.22, 0.23]]))
        #expect(count("<use xlink:href=\"#", in: svg) > 5)
        #expect(count("href=", in: svg) == count(" xlink:href=", in: svg))
        #expect(
            svg.hasPrefix(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" "
                    + "xmlns:xlink=\"http://www.w3.org/1999/xlink\" "))
    }

    @Test func colorBarsAreGradients() throws {
        let map = Heatmap(rowLabels: ["r"], columnLabels: ["a", "b"], values: [[0, 1]])
        let svg = try svg(Panels(charts: [map, map], sharesScale: false))
        #expect(count("<linearGradient", in: svg) == 1)
        #expect(count("-g0)\"/>", in: svg) == 2)
    }

    @Test func manyShapesTakeNoLongerEach() throws {
        let style = TextStyle(family: "Inter, DejaVu Sans", size: 10)
        let number = 20_000
        let svg = try drawn { surface in
            for place in 0..<number {
                let y = Double(place)
                surface.fill(Rect(x: 0, y: y, toX: 1, toY: y + 1), .black)
            }
            for place in 0..<number {
                surface.draw(
                    TextBlock(line: "b", style), at: Point(x: 0, y: Double(place)),
                    anchor: .topLeft, rotation: 0, color: .black)
            }
        }
        #expect(count("h1v1h-1z", in: svg) == number)
        #expect(count("<use ", in: svg) == number)
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
