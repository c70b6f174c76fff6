import Testing

@testable import Charts

@Suite struct PNGEncoderTests {
    private let chart = BarChart(
        title: "Straße & <Fluss>", bars: [.init("a", 1), .init("b", 2, isMarked: true)])

    private func decode(_ options: ChartOptions, _ chart: some Chart) throws -> DecodedPNG {
        try #require(DecodedPNG(ChartRenderer(options: options).png(chart)))
    }

    @Test func resolutionIsInTheFile() throws {
        let png = try decode(.init(resolution: 300), chart)
        let physical = try #require(png.first("pHYs"))
        #expect(DecodedPNG.number(physical) == 11811)
        #expect(DecodedPNG.number(physical.dropFirst(4)) == 11811)
        #expect(physical.last == 1)
        #expect(png.width == 2250)
    }

    @Test func textsAreInTheFile() throws {
        let png = try decode(.init(description: "Two bars"), chart)
        #expect(png.all("tEXt").contains(Array("Description\0Two bars".utf8)))
        #expect(png.all("tEXt").contains(Array("Software\0Charts".utf8)))
        // Beyond ASCII, texts are UTF-8 in an iTXt chunk.
        #expect(png.all("iTXt") == [Array("Title\0\0\0\0\0Straße & <Fluss>".utf8)])
    }

    @Test func nothingDependsOnTheClock() throws {
        let types = try decode(.init(), chart).chunks.map(\.type)
        #expect(types == ["IHDR", "sRGB", "PLTE", "pHYs", "iTXt", "iTXt", "tEXt", "IDAT", "IEND"])
    }

    @Test func fewColorsMakeAPalette() throws {
        #expect(try decode(.init(), chart).first("IHDR")?[9] == 3)
    }

    @Test func manyColorsStayTrue() throws {
        let map = ColorMap(name: "all", colors: (0..<4096).map { Color(UInt32($0) * 4095) })
        let values = [(0..<400).map(Double.init)]
        let heatmap = Heatmap(
            rowLabels: ["r"], columnLabels: values[0].map { "\($0)" }, values: values,
            colorMap: map)
        let png = try decode(.init(), heatmap)
        #expect(png.first("IHDR")?[9] == 2)
        #expect(png.first("PLTE") == nil)
    }

    @Test func transparencyIsKept() throws {
        var theme = Theme.light
        theme.background = .clear
        let png = try decode(.init(theme: theme), chart)
        #expect(png.pixel(0, 0)[3] == 0)
        theme.background = .white
        let opaque = try decode(.init(theme: theme), chart)
        #expect(opaque.first("tRNS") == nil)
        #expect(opaque.isColor(0, 0, 255, 255, 255))
    }
}
