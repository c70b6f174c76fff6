// As users of the library see it: no @testable.
import Charts
import Testing

/// Lines between the positions of the same names in two orders.
private struct SlopeChart: CustomChart {
    var title: String?
    var first: [Double]
    var second: [Double]

    func alternativeText(_ form: AlternativeTextForm) -> String {
        form == .short ? "Slopes." : "\(first.count) slopes."
    }

    func draw(on canvas: ChartCanvas) throws {
        guard !first.isEmpty else {
            throw ChartError.empty(chart: "SlopeChart", items: "numbers")
        }
        let label = CanvasText("before", isBold: true, maximumWidth: canvas.width / 2)
        canvas.draw(label, x: 0, y: 0, anchor: (0, 0))
        let top = canvas.size(of: label).height
        for (a, b) in zip(first, second) {
            let (y1, y2) = (top + a * (canvas.height - top), top + b * (canvas.height - top))
            canvas.stroke([(0, y1), (canvas.width, y2)], color: canvas.theme.accent, width: 2)
            canvas.fillCircle(x: 0, y: y1, radius: 3, color: canvas.theme.bar)
        }
        canvas.fill(polygon: [(0, 0), (4, 0), (0, 4)], color: canvas.theme.text)
        canvas.fill(x: 10, y: 20, width: 30, height: -5, color: Color(0x123456))
    }
}

@Suite struct CustomChartTests {
    private let chart = SlopeChart(title: "Ranks", first: [0, 0.5, 1], second: [1, 0.5, 0.25])

    private func svg(_ chart: some Chart, _ options: ChartOptions = ChartOptions()) throws -> String
    {
        String(decoding: try ChartRenderer(options: options).svg(chart), as: UTF8.self)
    }

    @Test func isDrawnInEveryFormat() throws {
        let renderer = ChartRenderer()
        #expect(try renderer.png(chart).starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(try renderer.pdf(chart).starts(with: Array("%PDF".utf8)))
        let text = try svg(chart)
        #expect(text.contains("<title id="))
        #expect(text.contains(">Ranks</title>"))
        #expect(text.contains(">3 slopes.</desc>"))
        #expect(text.matches(of: #/<circle /#).count == 3)
        #expect(text.contains("stroke=\"#c8430b\" stroke-width=\"2\""))
        #expect(text.contains("fill=\"#123456\""))
        #expect(try svg(chart) == text)
    }

    @Test func followsThemesAndSizes() throws {
        let size = FigureSize(width: 300, height: 200)
        let text = try svg(
            chart, ChartOptions(size: size, theme: .dark, darkTheme: .dark, description: "d"))
        #expect(text.contains("width=\"300pt\" height=\"200pt\""))
        #expect(text.contains("stroke=\"#ff8a4c\""))
        #expect(text.contains(">d</desc>"))
        #expect(
            throws: ChartError.self,
            performing: { try svg(chart, ChartOptions(size: FigureSize(width: 20, height: 9))) })
    }

    @Test func titlesStandAboveTheData() throws {
        func top(_ title: String?) throws -> Double {
            let chart = SlopeChart(title: title, first: [0], second: [0])
            let size = FigureSize(width: 300, height: 200)
            let text = try svg(chart, ChartOptions(size: size))
            let found = try #require(text.firstMatch(of: /<circle cx="[0-9.]+" cy="([0-9.]+)"/))
            return try #require(Double(found.1))
        }
        #expect(try top("Ranks") > top(nil) + 10)
    }

    @Test func standsInPanelsBesideOthers() throws {
        let bars = BarChart(bars: [.init("a", 1)])
        let text = try svg(Panels(title: "Both", charts: [chart, bars]))
        #expect(text.contains("3 slopes."))
        #expect(text.matches(of: #/<circle /#).count == 3)
    }

    @Test func errorsAreHandedOn() {
        #expect(throws: ChartError.empty(chart: "SlopeChart", items: "numbers")) {
            try ChartRenderer().png(SlopeChart(first: [], second: []))
        }
    }

    @Test func whatIsNotFiniteIsNotDrawn() throws {
        struct Odd: CustomChart {
            func alternativeText(_ form: AlternativeTextForm) -> String { "Odd." }

            func draw(on canvas: ChartCanvas) {
                for value in [Double.nan, .infinity, -.infinity, 1e300] {
                    canvas.fill(x: value, y: 0, width: 1, height: 1, color: .black)
                    canvas.fill(x: 0, y: 0, width: value, height: 1, color: .black)
                    canvas.fill(polygon: [(0, 0), (1, 1), (value, 0)], color: .black)
                    canvas.fillCircle(x: 0, y: 0, radius: value, color: .black)
                    canvas.stroke([(0, 0), (0, value)], color: .black)
                    canvas.stroke([(0, 0), (0, 1)], color: .black, dashes: [value])
                    canvas.draw(CanvasText("x"), x: 0, y: value)
                    canvas.draw(
                        CanvasText("x"), x: 0, y: 0, rotation: value == 1e300 ? .nan : value)
                }
                canvas.draw(CanvasText("", size: -1, maximumWidth: .nan), x: 0, y: 0)
            }
        }
        let text = try svg(Odd())
        #expect(!text.contains("fill=\"#000000\"") && !text.contains("stroke=\"#000000\""))
        #expect(text.matches(of: /<(path|circle|g transform)/).count <= 1)
        #expect(try !ChartRenderer().png(Odd()).isEmpty)
    }
}
