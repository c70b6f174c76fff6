import Testing

@testable import Charts

@Suite struct SizePresetTests {
    private let charts: [any Chart] = [
        BarChart(title: "Attention", bars: [.init("a", 1), .init("b", 2)], valueTitle: "weight"),
        Heatmap(
            title: "Attention", rowLabels: (0..<6).map { "L\($0)" },
            columnLabels: (0..<11).map { "t\($0)" },
            values: Array(repeating: (0..<11).map(Double.init), count: 6), valueTitle: "weight"),
        LineChart(
            title: "Similarity", labels: ["a", "b"], series: [.init(name: "x", values: [1, 2])],
            categoryTitle: "layer", valueTitle: "cosine"),
    ]

    @Test(arguments: [
        (SizePreset.slide, 1920, 1080), (.slideHalf, 960, 1080), (.paper, 1051, 709),
        (.paperWide, 2161, 1063), (.doc, 1440, 800), (.thumbnail, 320, 180),
    ])
    func pixelsAreThoseOfThePlace(_ preset: SizePreset, width: Int, height: Int) throws {
        for chart in charts {
            let renderer = ChartRenderer(options: ChartOptions(preset: preset))
            let png = try #require(DecodedPNG(renderer.png(chart)))
            #expect(png.width == width && png.height == height)
        }
    }

    @Test func typeIsFitForItsPlace() {
        #expect(ChartOptions(preset: .slide).theme.labelSize == 18)
        #expect(abs(ChartOptions(preset: .paper, theme: .print).theme.labelSize - 7) < 0.1)
        #expect(ChartOptions(preset: .doc, theme: .dark).theme == .dark)
    }

    @Test func namesAreForCommandLines() {
        #expect(SizePreset(rawValue: "slide-half") == .slideHalf)
        #expect(SizePreset(rawValue: "paper-wide") == .paperWide)
        #expect(SizePreset.allCases.count == 6)
    }
}
