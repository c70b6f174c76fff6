import Testing

@testable import Charts

@Suite struct MathTests {
    @Test(arguments: -300...300) func powersOfTenHaveTheirExponent(_ exponent: Int) {
        let value = power(10, Double(exponent))
        #expect(decimalExponent(value) == exponent)
        #expect(decimalExponent(value.nextDown) == exponent - 1)
        #expect(decimalExponent(value * 5) == exponent)
    }

    @Test func numbersWithoutAnExponentGiveZero() {
        for value in [0, -1, Double.infinity, .nan] { #expect(decimalExponent(value) == 0) }
    }
}
