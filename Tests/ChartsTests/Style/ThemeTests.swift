import Testing

@testable import Charts

@Suite struct ThemeTests {
    private func theme(_ name: String) throws -> Theme { try #require(Theme.named(name)) }

    @Test(arguments: Theme.names) func textIsReadable(_ name: String) throws {
        let theme = try theme(name)
        for color in [theme.text, theme.secondaryText, theme.accent] + theme.categorical {
            #expect(color.contrast(with: theme.background) >= 4.5)
        }
        #expect(theme.secondaryText.contrast(with: theme.missing) >= 4.5)
        // Numbers in the cells of a heatmap are black or white.
        for color in ColorMap.all.flatMap(\.colors) {
            #expect(color.contrast(with: color.readableInk) >= 4.5)
        }
    }

    @Test(arguments: Theme.names)
    func barsStandOutFromTheBackgroundAndFromMarkedOnes(_ name: String) throws {
        let theme = try theme(name)
        #expect(theme.bar.contrast(with: theme.background) >= 3)
        #expect(theme.accent.contrast(with: theme.background) >= 3)
        #expect(theme.accent.contrast(with: theme.bar) >= 1.3)
    }

    @Test func highContrastIsHigh() {
        let theme = Theme.highContrast
        for color in [theme.text, theme.secondaryText, theme.accent] + theme.categorical {
            #expect(color.contrast(with: theme.background) >= 7)
        }
        #expect(theme.accent.contrast(with: theme.bar) >= 3)
    }

    @Test(arguments: Theme.names, Vision.allCases)
    func categoricalColorsDiffer(_ name: String, _ vision: Vision) throws {
        let colors = try theme(name).categorical
        for (index, color) in colors.enumerated() {
            for other in colors[(index + 1)...] {
                #expect(vision.difference(color, other) >= 0.055, "\(color) \(other)")
            }
        }
    }

    @Test func printIsGreyWhateverTheCharts() throws {
        let heatmap = Heatmap(
            rowLabels: ["a"], columnLabels: ["x", "y", "z"], values: [[0, 1, 2]],
            markedColumns: [1])
        let renderer = ChartRenderer(options: .init(resolution: 72, theme: .print))
        let png = try #require(DecodedPNG(renderer.png(heatmap)))
        for y in 0..<png.height {
            for x in 0..<png.width {
                let pixel = png.pixel(x, y)
                guard pixel[0] == pixel[1], pixel[1] == pixel[2] else {
                    Issue.record("\(pixel) at \(x), \(y)")
                    return
                }
            }
        }
    }

    @Test func transparencyChangesNothingElse() {
        var theme = Theme.dark.transparent
        #expect(theme.background.alpha == 0)
        theme.background.alpha = 255
        #expect(theme == .dark)
    }

    @Test func namesFindTheirThemes() {
        #expect(Theme.named("light") == .light)
        #expect(Theme.named("High-Contrast") == .highContrast)
        #expect(Theme.named("print") == .print)
        #expect(Theme.named("transparent") == Theme.light.transparent)
        #expect(Theme.named("dark-transparent") == Theme.dark.transparent)
        #expect(Theme.named("sepia") == nil)
        #expect(Theme.named("-transparent") == nil)
    }

    @Test func scalingKeepsProportions() throws {
        let theme = Theme.light.scaled(by: 2)
        #expect(theme.titleSize == 24 && theme.gap == 10 && theme.lineWidth == 3.5)
        #expect(theme.barSpacing == Theme.light.barSpacing)
        try theme.validate()
    }

    @Test func seriesColorsStartAnew() {
        let theme = Theme.light
        #expect(theme.seriesColor(theme.categorical.count) == theme.categorical[0])
        var bare = theme
        bare.categorical = []
        #expect(bare.seriesColor(3) == bare.text)
    }

    /// Little ink, and what is large stands out.
    @Test(arguments: Theme.names) func lowIsLikeTheBackground(_ name: String) throws {
        let theme = try #require(Theme.named(name))
        let (low, high) = (theme.colorMap.color(at: 0), theme.colorMap.color(at: 1))
        func distance(_ color: Color) -> Double {
            abs(color.luminance - theme.background.luminance)
        }
        #expect(distance(low) < 0.15 && distance(high) > 0.5)
    }

    @Test func aPrintedMapRunsFromWhiteToBlack() {
        let map = Theme.print.colorMap
        #expect(map.color(at: 0) == .white && map.color(at: 1) == .black)
    }

    @Test func aMapOfItsOwnIsKept() throws {
        func colors(_ map: ColorMap?, _ theme: Theme) throws -> Set<Color> {
            Set(
                try record(
                    Heatmap(
                        rowLabels: ["r"], columnLabels: ["a", "b"], values: [[0, 1]],
                        colorMap: map, showsColorBar: false, showsValues: false), theme: theme
                ).fills.map(\.color))
        }
        for theme in [Theme.light, .dark, .print] {
            #expect(
                try colors(nil, theme) == [
                    theme.colorMap.color(at: 0), theme.colorMap.color(at: 1),
                ])
            #expect(
                try colors(.magma, theme) == [
                    ColorMap.magma.color(at: 0), ColorMap.magma.color(at: 1),
                ])
        }
    }
}
