import Testing

@testable import Charts

@Suite struct DivergingScaleTests {
    @Test func domainsReachEquallyFar() {
        #expect(DivergingScale.domain(around: 0, holding: -1...3) == -3...3)
        #expect(DivergingScale.domain(around: 1, holding: 2...3) == -1...3)
        #expect(DivergingScale.domain(around: 5, holding: 5...5) == 5...5)
        let most = Double.greatestFiniteMagnitude
        let widest = DivergingScale.domain(around: 0, holding: -most...most)
        #expect(widest == -most...most)
        let moved = DivergingScale.domain(around: most / 2, holding: -most...most)
        #expect(moved.lowerBound.isFinite && moved.upperBound.isFinite)
    }

    @Test func theCentreIsInTheMiddle() {
        for center in [0, 0.1, -7, 1e300] as [Double] {
            let domain = DivergingScale.domain(around: center, holding: center...center + 3)
            #expect(DivergingScale.fraction(center, around: center, in: domain) == 0.5)
        }
    }

    @Test func distancesMirror() {
        for distance in [0.25, 0.5, 1, 2, 9] {
            let low = DivergingScale.fraction(-distance, around: 0, in: -2...2)
            let high = DivergingScale.fraction(distance, around: 0, in: -2...2)
            #expect(low + high == 1)
            #expect(high == min(0.5 + distance / 4, 1))
        }
    }
}
