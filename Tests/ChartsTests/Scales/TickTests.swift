import Testing

@testable import Charts

@Suite struct TickTests {
    @Test func numbersHaveEquallyManyDigits() {
        #expect(Ticks.labelled(in: 0...1, count: 2).map(\.label) == ["0.0", "0.5", "1.0"])
        #expect(Ticks.labelled(in: 0...0.1, count: 2).map(\.label) == ["0.00", "0.05", "0.10"])
    }
}
