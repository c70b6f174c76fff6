import Testing

@testable import Charts

@Suite struct PlaneScalesTests {
    @Test func domainsHoldAllPointsWithAMargin() {
        let scales = PlaneScales([.init(0, 10), .init(100, -10), .init(.nan, 1000)])
        #expect(scales.horizontal == -4...104)
        #expect(abs(scales.vertical.lowerBound + 10.8) < 1e-12)
        #expect(abs(scales.vertical.upperBound - 10.8) < 1e-12)
    }

    @Test func nothingHasADomainToo() {
        #expect(PlaneScales([]) == PlaneScales([.init(0, 0), .init(1, 1)]))
        #expect(PlaneScales([.init(3, 4)]).horizontal == 3...3)
    }

    @Test func theShorterSideIsWidened() {
        let scales = PlaneScales([.init(0, 0), .init(100, 50)])
        let square = scales.equal(width: 200, height: 200)
        #expect(square.horizontal == scales.horizontal)
        #expect(abs(square.vertical.lowerBound + 29) < 1e-9)
        #expect(abs(square.vertical.upperBound - 79) < 1e-9)
        let flat = scales.equal(width: 200, height: 50)
        #expect(flat.vertical == scales.vertical)
        #expect(abs(flat.horizontal.upperBound - flat.horizontal.lowerBound - 4 * 54) < 1e-9)
    }

    @Test func extremeDomainsStay() {
        let wide = PlaneScales([.init(-1.7e308, 0), .init(1.7e308, 0)])
        let equal = wide.equal(width: 100, height: 1000)
        #expect(equal.horizontal == wide.horizontal && equal.vertical == wide.vertical)
        let point = PlaneScales([.init(1, 1)]).equal(width: 100, height: 50)
        #expect(point.horizontal == 1...1 && point.vertical == 1...1)
        let none = PlaneScales([.init(0, 0), .init(1, 1)]).equal(width: -3, height: 10)
        #expect(none.horizontal == -0.04...1.04)
    }
}
