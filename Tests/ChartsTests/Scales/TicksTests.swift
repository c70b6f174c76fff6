import Testing

@testable import Charts

@Suite struct TicksTests {
    @Test func areRoundNumbers() {
        #expect(Ticks(in: 0...1, count: 5).values == [0, 0.2, 0.4, 0.6, 0.8, 1])
        #expect(Ticks(in: 0...0.308, count: 5).values == [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3])
        #expect(Ticks(in: -3...7, count: 5).values == [-2, 0, 2, 4, 6])
        #expect(Ticks(in: 0.8064...0.9581, count: 3).values == [0.85, 0.9, 0.95])
        #expect(Ticks(in: 0...1_000_000, count: 2).values == [0, 500_000, 1_000_000])
    }

    @Test func multiplesAreExact() {
        #expect(Ticks(in: 0...0.7, count: 7).values.contains(0.3))
        #expect(Ticks(in: 0...0.7, count: 7).values.contains(0.7))
    }

    @Test func rangeWithoutWidthHasOneTick() {
        #expect(Ticks(in: 5...5, count: 5).values == [5])
    }

    @Test func lieInsideAndAscendForAnyRange() {
        var random = SeededGenerator(2)
        let extremes: [Double] = [
            0, 1, -1, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNonzeroMagnitude,
            .ulpOfOne, 1e15, 1e15 + 1, 1e300, -1e-300,
        ]
        for index in 0..<500 {
            let scale = power(10, Double.random(in: -300...300, using: &random))
            let a = extremes.randomElement(using: &random) ?? 0
            let b =
                index % 2 == 0
                ? extremes.randomElement(using: &random) ?? 0
                : Double.random(in: -1...1, using: &random) * scale
            let range = min(a, b)...max(a, b)
            let ticks = Ticks(in: range, count: Int.random(in: -1...12, using: &random))
            #expect(!ticks.values.isEmpty && ticks.values.count <= 60)
            #expect(ticks.values.allSatisfy(range.contains))
            #expect(zip(ticks.values, ticks.values.dropFirst()).allSatisfy { $0 < $1 })
        }
    }

    @Test func roundingContainsTheRange() {
        #expect(Ticks.rounding(0...0.308, count: 5) == 0...0.35)
        #expect(Ticks.rounding(0...0.3, count: 5) == 0...0.3)
        #expect(Ticks.rounding(-0.2...0.4, count: 5) == -0.2...0.4)
        #expect(Ticks.rounding(2...2, count: 5) == 2...2)
    }
}
