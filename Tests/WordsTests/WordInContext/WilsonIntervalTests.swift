import Testing

@testable import Words

@Suite struct WilsonIntervalTests {
    /// `scipy.stats.binomtest(hits, count).proportion_ci(method="wilson")`, SciPy 1.17.
    @Test(
        arguments: [
            (38, 60, 0.5068300063010304, 0.7437908331277457),
            (0, 10, 0, 0.27753279986288926), (10, 10, 0.7224672001371109, 1),
            (1, 3, 0.06149194472039626, 0.7923403991979523),
            (500, 1000, 0.4690696003681042, 0.5309303996318958),
        ] as [(Int, Int, Double, Double)])
    func equalsTheReference(_ hits: Int, _ count: Int, _ low: Double, _ high: Double) {
        let interval = WilsonInterval(hits, of: count)
        #expect(abs(interval.low - low) < 1e-12)
        #expect(abs(interval.high - high) < 1e-12)
    }

    @Test func ofNothingItIsEverything() {
        #expect(WilsonInterval(0, of: 0).low == 0)
        #expect(WilsonInterval(0, of: 0).high == 1)
    }

    @Test func holdsTheShareAndIsSymmetric() {
        for count in [1, 2, 7, 100] {
            for hits in 0...count {
                let interval = WilsonInterval(hits, of: count)
                let other = WilsonInterval(count - hits, of: count)
                let share = Double(hits) / Double(count)
                #expect(0 <= interval.low && interval.low <= share)
                #expect(share <= interval.high && interval.high <= 1)
                #expect(abs(interval.low - (1 - other.high)) < 1e-12)
            }
        }
    }
}
