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

    @Test func scalesFitTheirNumbers() {
        let values = [-1, 0, 0.01, 4, .nan, .infinity]
        func domain(_ kind: ColorScaleKind, _ values: [Double]) -> ClosedRange<Double> {
            ColorScale(of: values, map: .viridis, kind: kind).domain
        }
        #expect(domain(.linear, values) == -1...4)
        #expect(domain(.logarithmic, values) == 0.01...4)
        #expect(domain(.diverging(center: 0), values) == -4...4)
        #expect(domain(.linear, [.nan]) == 0...1)
        #expect(domain(.logarithmic, [0, -1]).lowerBound > 0)
        #expect(domain(.diverging(center: 3), []) == 3...3)
    }

    @Test func eachKindPlacesItsMiddle() {
        func middle(
            _ domain: ClosedRange<Double>, _ kind: ColorScaleKind, _ value: Double
        ) -> Double? {
            ColorScale(domain: domain, map: .viridis, kind: kind).fraction(value)
        }
        #expect(middle(0...4, .linear, 2) == 0.5)
        #expect(middle(0.01...1, .logarithmic, 0.1) == 0.5)
        #expect(middle(0...4, .diverging(center: 3), 3) == 0.5)
        #expect(middle(3...3, .diverging(center: 3), 3) == 0.5)
        #expect(middle(0.01...1, .logarithmic, 0) == nil)
        #expect(middle(0...1, .linear, .nan) == nil)
    }
}
