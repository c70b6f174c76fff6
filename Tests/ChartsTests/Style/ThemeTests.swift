import Testing

@testable import Charts

@Suite struct ThemeTests {
    let theme = Theme.light

    @Test func textIsReadable() {
        for color in [theme.text, theme.secondaryText, theme.accent] + theme.series {
            #expect(color.contrast(with: theme.background) >= 4.5)
        }
        #expect(theme.secondaryText.contrast(with: theme.missing) >= 4.5)
    }

    @Test func barsStandOutFromTheBackgroundAndFromMarkedOnes() {
        #expect(theme.bar.contrast(with: theme.background) >= 3)
        #expect(theme.accent.contrast(with: theme.background) >= 3)
        #expect(theme.accent.contrast(with: theme.bar) >= 1.3)
    }

    @Test func seriesColorsStartAnew() {
        #expect(theme.seriesColor(theme.series.count) == theme.series[0])
        var bare = theme
        bare.series = []
        #expect(bare.seriesColor(3) == bare.text)
    }
}
