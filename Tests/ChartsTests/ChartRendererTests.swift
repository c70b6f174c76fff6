import Testing

@testable import Charts

@Suite struct ChartRendererTests {
    private let renderer = ChartRenderer()
    private let bars = BarChart(
        title: "Attention", bars: [.init("to", 0.2), .init("bank", 0.5, isMarked: true)],
        valueTitle: "Weight")
    private let heatmap = Heatmap(
        rowLabels: ["L0", "L1"], columnLabels: ["a", "b", "c"],
        values: [[0.1, 0.2, 0.3], [0.4, .nan, 0.6]], markedColumns: [1])
    private let lines = LineChart(
        labels: ["emb", "L0", "L1"],
        series: [.init(name: "a", values: [1, 0.5, .nan]), .init(name: "b", values: [0, 1, 2])])

    private let links = LinkChart(
        sources: ["a", "b"], targets: ["x", "y"], weights: [[0.1, 0.9], [.nan, -0.3]])
    private let multiples = SmallMultiples(
        rowLabels: ["L0"], columnLabels: ["0", "1"], panels: [[[[0.1, 0.2]], [[0, .nan]]]],
        colorScale: .logarithmic)

    private func everything() throws -> [[UInt8]] {
        let panels = Panels(
            title: "All", charts: [bars, heatmap, lines, links, multiples], columns: 2)
        return [
            try renderer.png(links), try renderer.svg(links), try renderer.png(multiples),
            try renderer.svg(multiples), try renderer.png(panels), try renderer.svg(panels),
            try renderer.png(bars), try renderer.svg(bars), try renderer.png(heatmap),
            try renderer.svg(heatmap), try renderer.png(lines), try renderer.svg(lines),
        ]
    }

    @Test func sameInputSameBytes() throws {
        #expect(try everything() == everything())
    }

    @Test func fontsThatArePreparedAreTheSame() async throws {
        let before = try everything()
        // On a thread that has set no text yet, too.
        let after = try await Task.detached {
            ChartRenderer.prepareFonts()
            ChartRenderer.prepareFonts()
            return try everything()
        }.value
        #expect(before == after)
    }

    @Test func librariesHaveVersions() {
        #expect(ChartRenderer.libraries.wholeMatch(of: /cairo 1\.[0-9.]+, Pango 1\.[0-9.]+/) != nil)
    }

    @Test func threadsDoNotDisturbOneAnother() async throws {
        let expected = try everything()
        try await withThrowingTaskGroup(of: [[UInt8]].self) { group in
            for _ in 0..<8 { group.addTask { try everything() } }
            for try await bytes in group { #expect(bytes == expected) }
        }
    }

    @Test func resolutionScalesThePicture() throws {
        for resolution in [72.0, 144, 300] {
            let options = ChartOptions(
                size: .init(width: 360, height: 180), resolution: resolution)
            let png = try #require(DecodedPNG(ChartRenderer(options: options).png(bars)))
            #expect(png.width == Int(360 * resolution / 72))
            #expect(png.height == Int(180 * resolution / 72))
        }
    }

    @Test func chartsCanBeComposed() throws {
        struct Wrapped: Chart {
            var title: String? { "Attention" }
            var subtitle: String? { nil }
            var inner: BarChart
            var body: ChartBody { inner.body }
        }
        #expect(try renderer.png(Wrapped(inner: bars)) == renderer.png(bars))
    }

    @Test func edgesOfTheFigureStayFree() throws {
        var random = SeededGenerator(7)
        for count in [1, 11, 60, 200] {
            let labels = (0..<count).map { _ in random.label(30) }
            let charts: [any Chart] = [
                BarChart(title: random.label(90), bars: labels.map { .init($0, 0.5) }),
                Heatmap(
                    title: random.label(90), rowLabels: ["L0", "L1", "L2"], columnLabels: labels,
                    values: Array(repeating: labels.map { Double($0.count) }, count: 3),
                    valueTitle: "Weight"),
                LineChart(
                    title: random.label(90), labels: labels,
                    series: [.init(values: labels.map { Double($0.count) })]),
            ]
            let renderer = ChartRenderer(options: .init(resolution: 72))
            for chart in charts {
                let png = try #require(DecodedPNG(renderer.png(chart)))
                let border =
                    (0..<png.width).flatMap { x in
                        [0, 1, 2, png.height - 3, png.height - 2, png.height - 1].map { (x, $0) }
                    }
                    + (0..<png.height).flatMap { y in
                        [0, 1, 2, png.width - 3, png.width - 2, png.width - 1].map { ($0, y) }
                    }
                #expect(border.allSatisfy { png.isColor($0.0, $0.1, 255, 255, 255) })
            }
        }
    }
}
