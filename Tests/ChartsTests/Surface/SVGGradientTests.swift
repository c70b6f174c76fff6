import Testing

@testable import Charts

@Suite struct SVGGradientTests {
    private func channels(_ color: Color) -> [Double] {
        [color.red, color.green, color.blue].map(Double.init)
    }

    /// The gradient's colour at a place, as a reader of SVG computes it.
    private func color(_ stops: [SVGGradient.Stop], at offset: Double) -> [Double] {
        guard let next = stops.firstIndex(where: { $0.offset >= offset }) else {
            return channels(stops[stops.count - 1].color)
        }
        guard next > 0 else { return channels(stops[0].color) }
        let (low, high) = (stops[next - 1], stops[next])
        let share = (offset - low.offset) / (high.offset - low.offset)
        return zip(channels(low.color), channels(high.color)).map { $0 + share * ($1 - $0) }
    }

    @Test func everyStepKeepsItsColorInFewStops() throws {
        for map in ColorMap.all {
            let colors = (0..<64).map { map.color(at: (Double($0) + 0.5) / 64) }
            let stops = try #require(SVGGradient.stops(colors), "\(map.name)")
            #expect(stops.count < 32, "\(map.name)")
            #expect(stops.map(\.offset) == stops.map(\.offset).sorted())
            for (step, expected) in colors.enumerated() {
                let found = color(stops, at: (Double(step) + 0.5) / 64)
                for (one, other) in try paired(found, channels(expected)) {
                    #expect(abs(one - other) <= 1 + 1e-9, "\(map.name) \(step)")
                }
            }
        }
    }

    @Test func aStraightLineHasTwoStops() {
        let greys = (0..<64).map { Color(UInt32($0 * 3) * 0x010101) }
        #expect(SVGGradient.stops(greys)?.map(\.color) == [greys[0], greys[63]])
    }

    @Test func stepsThatAreMeantStaySteps() {
        #expect(SVGGradient.stops([.white, .black]) == nil)
        #expect(SVGGradient.stops([.white]) == nil)
        #expect(SVGGradient.stops([Color(0x112233, alpha: 9), Color(0x112234)]) == nil)
    }
}
