import Testing

@testable import Charts

@Suite struct LinearScaleTests {
    @Test func endsMapToEnds() {
        let scale = LinearScale(domain: 2...4, start: 100, end: 20)
        #expect(scale.position(2) == 100)
        #expect(scale.position(4) == 20)
        #expect(scale.position(3) == 60)
    }

    @Test func valuesOutsideMoveToTheNearerEnd() {
        let scale = LinearScale(domain: 0...1, start: 0, end: 10)
        #expect(scale.position(-5) == 0)
        #expect(scale.position(7) == 10)
        #expect(scale.position(.infinity) == 10)
        #expect(scale.position(-.infinity) == 0)
    }

    @Test func zeroWidthDomainMapsToTheMiddle() {
        let scale = LinearScale(domain: 3...3, start: 0, end: 10)
        for value in [3, 0, 9, Double.nan] { #expect(scale.position(value) == 5) }
    }

    @Test func hugeDomainStaysFinite() {
        let top = Double.greatestFiniteMagnitude
        let scale = LinearScale(domain: -top...top, start: 0, end: 10)
        #expect(scale.position(0) == 5)
        #expect(scale.position(top) == 10)
        #expect(scale.position(-top) == 0)
    }

    @Test func isMonotonic() {
        var random = SeededGenerator(1)
        for _ in 0..<200 {
            let (a, b) = (
                Double.random(in: -1e6...1e6, using: &random),
                Double.random(in: -1e6...1e6, using: &random)
            )
            let scale = LinearScale(domain: min(a, b)...max(a, b), start: 0, end: 100)
            let values = (0..<20).map { _ in Double.random(in: -2e6...2e6, using: &random) }
            let places = values.sorted().map(scale.position)
            #expect(zip(places, places.dropFirst()).allSatisfy { $0 <= $1 })
        }
    }
}
