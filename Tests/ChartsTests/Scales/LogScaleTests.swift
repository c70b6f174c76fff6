import Testing

@testable import Charts

@Suite struct LogScaleTests {
    @Test func equalRatiosAreEqualDistances() {
        for (value, fraction) in [(0.001, 0.0), (0.01, 1.0 / 3), (0.1, 2.0 / 3), (1, 1)] {
            let found = LogScale.fraction(value, in: 0.001...1) ?? -1
            #expect(abs(found - fraction) < 1e-12)
        }
    }

    @Test func valuesOutsideGoToTheNearerEnd() {
        #expect(LogScale.fraction(1e-9, in: 0.1...1) == 0)
        #expect(LogScale.fraction(1e9, in: 0.1...1) == 1)
    }

    @Test(arguments: [0, -0.0, -1, -.infinity, .nan] as [Double])
    func whatIsNotPositiveHasNoPlace(_ value: Double) {
        #expect(LogScale.fraction(value, in: 0.1...1) == nil)
    }

    @Test func aDomainWithoutWidthMapsToTheMiddle() {
        #expect(LogScale.fraction(0.5, in: 0.5...0.5) == 0.5)
        #expect(LogScale.fraction(7, in: 0.5...0.5) == 0.5)
    }

    @Test func theMapIsMonotonic() {
        let tiny = Double.leastNonzeroMagnitude
        let domain = tiny...Double.greatestFiniteMagnitude
        let values = [tiny, 1e-300, 1e-10, 1, 1e10, 1e300]
        let fractions = values.compactMap { LogScale.fraction($0, in: domain) }
        #expect(fractions.count == values.count && fractions == fractions.sorted())
    }

    @Test func domainsHoldThePositiveNumbers() {
        #expect(LogScale.domain(of: [0.2, -1, 0, .nan, .infinity, 0.01]) == 0.01...0.2)
        #expect(LogScale.domain(of: [0, -1, .nan]) == nil)
    }

    private func labels(_ range: ClosedRange<Double>, _ count: Int) -> [String] {
        LogScale.ticks(in: range, count: count).map(\.label)
    }

    @Test func ticksArePowersOfTen() {
        #expect(labels(1e-4...0.8, 5) == ["0.0001", "0.001", "0.01", "0.1"])
        #expect(labels(1e-9...1, 4) == ["10⁻⁹", "10⁻⁶", "10⁻³", "10⁰"])
        #expect(labels(1...100, 3) == ["1", "10", "100"])
    }

    @Test func fewPowersHaveCompany() {
        #expect(labels(0.01...0.5, 10) == ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5"])
        #expect(labels(0.04...0.8, 4) == ["0.05", "0.1", "0.2", "0.5"])
        #expect(labels(0.02...0.8, 3) == ["0.03", "0.1", "0.3"])
        #expect(labels(0.31...0.38, 4).count > 1)
    }

    @Test func ticksLieInTheRange() {
        var random = SeededGenerator(11)
        for _ in 0..<500 {
            let low = power(10, Double.random(in: -320...300, using: &random))
            let high = low * power(10, Double.random(in: 0...8, using: &random))
            guard low > 0, high.isFinite else { continue }
            let count = Int.random(in: 1...10, using: &random)
            let ticks = LogScale.ticks(in: low...high, count: count)
            #expect(!ticks.isEmpty && ticks.count <= 2 * count + 3)
            #expect(ticks.allSatisfy { (low...high).contains($0.value) }, "\(low)...\(high)")
            #expect(Set(ticks.map(\.label)).count == ticks.count, "\(ticks)")
        }
    }
}
