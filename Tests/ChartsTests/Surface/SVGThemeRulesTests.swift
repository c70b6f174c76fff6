import TestSupport
import Testing

@testable import Charts

@Suite struct SVGThemeRulesTests {
    private func svg(_ chart: some Chart, _ options: ChartOptions) throws -> String {
        String(decoding: try ChartRenderer(options: options).svg(chart), as: UTF8.self)
    }

    private let lines = LineChart(
        title: "Two", labels: ["emb", "L0"],
        series: [.init(name: "a", values: [1, 0.5]), .init(name: "b", values: [0, 1])])

    @Test func exchangesEveryColourOfTheTheme() throws {
        let text = try svg(lines, ChartOptions(darkTheme: .dark))
        #expect(text.hasSuffix("</style>\n</svg>\n"))
        #expect(text.contains("@media screen and (prefers-color-scheme:dark){"))
        let colors = text.matches(of: /(fill|stroke)="(#[0-9a-f]{6})"/).map { String($0.2) }
        #expect(Set(colors).count > 3)
        for color in colors { #expect(text.contains("=\"\(color)\"]{"), "\(color)") }
        #expect(text.contains("[fill=\"\(Theme.light.text.web)\"]{fill:\(Theme.dark.text.web)}"))
    }

    @Test func nothingElseChanges() throws {
        let plain = try svg(lines, ChartOptions())
        let adapted = try svg(lines, ChartOptions(darkTheme: .dark))
        let style = try #require(adapted.firstMatch(of: /<style>[^<]*<\/style>\n/))
        #expect(!plain.contains("<style>"))
        #expect(adapted.replacing(style.0, with: "") == plain)
    }

    @Test func keepsTheInkOfCells() throws {
        let map = Heatmap(
            rowLabels: ["a"], columnLabels: ["b", "c"], values: [[0, 1]], showsValues: true)
        let text = try svg(map, ChartOptions(darkTheme: .dark))
        let low = try #require(Theme.light.colorMap.colors.first).web
        #expect(text.contains("fill=\"\(low)\""))
        #expect(!text.contains("=\"\(low)\"]"))
        // Text on a dark cell is a group of the background's colour.
        #expect(text.contains("<g transform=\"scale("))
        #expect(text.contains("path[fill=\"#ffffff\"],circle[fill=\"#ffffff\"]{fill:#14171b}"))
        #expect(!text.contains("}[fill=\"#ffffff\"]") && !text.contains("{[fill=\"#ffffff\"]"))
    }

    @Test func hasRulesForTheFiguresColoursAlone() {
        let rules = SVGThemeRules(from: .light, to: .dark)
        let text = Theme.light.text
        #expect(
            rules.style(for: [SVGPaint(.fill, text), SVGPaint(.stop, Theme.light.bar)])
                == "<style>@media screen and (prefers-color-scheme:dark)"
                + "{[fill=\"\(text.web)\"]{fill:\(Theme.dark.text.web)}}</style>\n")
        #expect(rules.style(for: [SVGPaint(.fill, Color(0x123456))]) == nil)
        #expect(rules.style(for: []) == nil)
    }

    @Test func opacityIsNoPartOfAColour() {
        #expect(
            SVGPaint(.stroke, Color(0x16191D, alpha: 40)) == SVGPaint(.stroke, Color(0x16191D)))
    }

    @Test func themesInGreyHaveRulesInGrey() throws {
        var grey = Theme.light
        grey.isGreyscale = true
        let text = try svg(lines, ChartOptions(theme: grey, darkTheme: .dark))
        let colors = text.matches(of: /(fill|stroke)="(#[0-9a-f]{6})"/).map { String($0.2) }
        for color in try nonEmpty(colors) {
            #expect(text.contains("=\"\(color)\"]{"), "\(color)")
        }
    }

    @Test func darkensTheRimsOfMarkers() throws {
        let chart = ScatterChart(
            groups: (0..<4).map { .init(points: [.init(Double($0), 0)]) })
        let text = try svg(chart, ChartOptions(darkTheme: .dark))
        let rims = text.matches(of: /<(\w+)[^>]* fill="#ffffff"/).map { String($0.1) }
        #expect(Set(rims).isSuperset(of: ["circle", "path"]))
        for name in Set(rims) { #expect(text.contains("\(name)[fill=\"#ffffff\"]"), "\(name)") }
    }
}
