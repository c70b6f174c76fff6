import Testing

@testable import Charts

@Suite struct HeaderTests {
    private let theme = Theme.light
    private let surface = RecordingSurface(width: 300, height: 200)

    @Test func nothingTakesNoSpace() {
        #expect(Header(nil, "", on: surface, theme: theme).height == 0)
    }

    @Test func titleStandsAboveSubtitleAtTheLeftEdge() {
        let header = Header("Title", "Subtitle", on: surface, theme: theme)
        header.draw(in: Rect(x: 10, y: 10, toX: 290, toY: 190))
        #expect(surface.texts.map(\.string) == ["Title", "Subtitle"])
        let corners = surface.texts.map(\.box.corners[0])
        #expect(corners[0] == Point(x: 10, y: 10) && corners[1].x == 10)
        #expect(surface.overlaps.isEmpty)
        #expect(surface.texts[0].block.style.weight == .semibold)
    }

    @Test func longTitlesWrap() {
        let one = Header("Title", nil, on: surface, theme: theme).height
        let long = Header(String(repeating: "long ", count: 20), nil, on: surface, theme: theme)
        #expect(long.height > one + theme.titleSize)
        let endless = Header(
            String(repeating: "long ", count: 2000), nil, on: surface, theme: theme)
        #expect(endless.height < one + 2.5 * 1.21 * theme.titleSize)
    }
}
