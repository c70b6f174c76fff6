import Testing

@testable import Charts

@Suite struct NumberFormatTests {
    @Test func fixedDecimals() {
        #expect(NumberFormat.fixed(decimals: 3).string(0.03) == "0.030")
        #expect(NumberFormat.fixed(decimals: 0).string(12.5) == "13")
        #expect(NumberFormat.fixed(decimals: 2).string(-1.006) == "−1.01")
        #expect(NumberFormat.fixed(decimals: 1).string(-0.04) == "0.0")
        #expect(NumberFormat.fixed(decimals: 2).string(1e300) == "1.00×10³⁰⁰")
    }

    @Test func scientific() {
        #expect(NumberFormat.scientific(decimals: 1).string(1_500_000) == "1.5×10⁶")
        #expect(NumberFormat.scientific(decimals: 0).string(-2e-5) == "−2×10⁻⁵")
        #expect(NumberFormat.scientific(decimals: 1).string(9.99e9) == "1.0×10¹⁰")
        #expect(NumberFormat.scientific(decimals: 1).string(0) == "0")
        #expect(NumberFormat.scientific(decimals: 0).string(.leastNonzeroMagnitude) == "5×10⁻³²⁴")
    }

    @Test func numbersThatAreNone() {
        let format = NumberFormat.fixed(decimals: 2)
        #expect(format.string(.nan) == "n/a")
        #expect(format.string(.infinity) == "∞")
        #expect(format.string(-.infinity) == "−∞")
    }

    @Test func ticksAreToldApart() {
        func strings(_ range: ClosedRange<Double>, _ count: Int) -> [String] {
            let ticks = Ticks(in: range, count: count)
            return ticks.values.map(NumberFormat.ticks(ticks).string)
        }
        #expect(strings(0...1, 5) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
        #expect(strings(0...0.3, 6) == ["0.00", "0.05", "0.10", "0.15", "0.20", "0.25", "0.30"])
        #expect(strings(0...100, 2) == ["0", "50", "100"])
        #expect(strings(0...4e-6, 4).last == "4×10⁻⁶")
        #expect(strings(0...4e9, 4).last == "4×10⁹")
        for exponent in -290...290 where exponent % 10 == 0 {
            let texts = strings(0...(3 * power(10, Double(exponent))), 6)
            #expect(Set(texts).count == texts.count)
        }
    }

    @Test func valuesKeepThreeDigitsOfTheLargest() {
        #expect(NumberFormat.values([0.308, 0.03]) == .fixed(decimals: 3))
        #expect(NumberFormat.values([0.9581], digits: 4) == .fixed(decimals: 4))
        #expect(NumberFormat.values([1, 0.5]) == .fixed(decimals: 3))
        #expect(NumberFormat.values([1, 2, 30]) == .fixed(decimals: 0))
        #expect(NumberFormat.values([12.34, 1]) == .fixed(decimals: 1))
        #expect(NumberFormat.values([.nan, 0]) == .fixed(decimals: 0))
        #expect(NumberFormat.values([2e-7]) == .scientific(decimals: 2))
    }

    @Test func significantDigitsFollowEachNumber() {
        let format = NumberFormat.significant(digits: 2)
        #expect(
            [0.00012, 0.034, 0.5, 12, 345, 0, -0.07, 1e-9, .nan].map(format.string)
                == ["0.00012", "0.034", "0.50", "12", "345", "0", "−0.070", "1.0×10⁻⁹", "n/a"])
    }

    @Test func powersOfTenStandAlone() {
        let format = NumberFormat.scientific(decimals: 0)
        #expect([1e-5, 2e-5, 1e9].map(format.powerOfTen) == ["10⁻⁵", "2×10⁻⁵", "10⁹"])
    }
}
