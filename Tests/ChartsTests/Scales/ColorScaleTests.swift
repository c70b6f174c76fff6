import Testing

@testable import Charts

@Suite struct ColorScaleTests {
    let scale = ColorScale(domain: 0...2, map: .viridis)

    @Test func endsAreTheEndsOfTheMap() {
        #expect(scale.color(0) == Color(0x440154))
        #expect(scale.color(2) == Color(0xFDE725))
        #expect(scale.color(-1) == scale.color(0))
        #expect(scale.color(3) == scale.color(2))
    }

    @Test func numbersWithoutAPlaceHaveNoColor() {
        for value in [Double.nan, .infinity, -.infinity] { #expect(scale.color(value) == nil) }
    }

    @Test func zeroWidthDomainGivesTheMiddle() {
        let scale = ColorScale(domain: 1...1, map: .viridis)
        #expect(scale.color(1) == ColorMap.viridis.color(at: 0.5))
    }
}
