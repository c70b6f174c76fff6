import Charts
import Testing

/// The code of the articles in Sources/Charts/Charts.docc.
@Suite struct ChartsSamples {
    @Test func overview() throws {
        let chart = BarChart(
            title: "Where “bank” attends",
            bars: [
                .init("the", 0.145), .init("bank", 0.065, isMarked: true), .init("river", 0.162),
            ])
        let png = try ChartRenderer().png(chart)
        let svg = try ChartRenderer().svg(chart)
        let text = chart.alternativeText(.short)
        // Bar chart: Where “bank” attends. 3 values. Highest: river (0.162). Lowest: bank (0.065).

        #expect(isPNG(png))
        #expect(String(decoding: svg, as: UTF8.self).contains("<svg"))
        #expect(
            text == "Bar chart: Where “bank” attends. 3 values. Highest: river (0.162). "
                + "Lowest: bank (0.065).")
    }

    @Test func preparingFigures() throws {
        let heatmap = Heatmap(
            title: "Where “bank” attends, layer by layer",
            rowLabels: ["L0", "L1"], columnLabels: ["the", "bank", "river"],
            values: [[0.145, 0.065, 0.162], [0.08, 0.21, 0.12]],
            markedColumns: [1])

        let paper = ChartRenderer(options: ChartOptions(preset: .paper, theme: .print))
        let pdf = try paper.pdf(heatmap)  // 89 × 60 mm, in greys

        let slide = ChartRenderer(options: ChartOptions(preset: .slide, theme: .dark.transparent))
        let png = try slide.png(heatmap)

        #expect(pdf.starts(with: Array("%PDF".utf8)))
        #expect(isPNG(png))

        let size = try FigureSize(width: Length("12cm"), height: Length("8cm"), resolution: 300)
        let poster = ChartRenderer(options: ChartOptions(size: size, resolution: 300))
        let large = try poster.png(heatmap)

        #expect(isPNG(large))

        let panels = Panels(
            title: "Where “bank” attends",
            charts: [
                BarChart(title: "river", bars: [.init("the", 0.145), .init("river", 0.162)]),
                BarChart(title: "deposit", bars: [.init("the", 0.138), .init("deposit", 0.175)]),
            ])
        let figure = try ChartRenderer().svg(panels)

        #expect(String(decoding: figure, as: UTF8.self).contains("Where “bank” attends"))
    }

    @Test func missingCharacters() throws {
        let heatmap = Heatmap(rowLabels: ["L0"], columnLabels: ["\u{10FFFD}"], values: [[1]])
        let paper = ChartRenderer()

        let missing = try paper.missingCharacters(in: heatmap)
        for characters in missing { print(characters) }

        #expect(missing.flatMap(\.characters) == ["\u{10FFFD}"])
    }

    private func isPNG(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) }
}
