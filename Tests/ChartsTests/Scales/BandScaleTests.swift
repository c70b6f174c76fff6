import Testing

@testable import Charts

@Suite struct BandScaleTests {
    @Test func bandsShareTheRangeEqually() {
        let scale = BandScale(count: 4, from: 10, to: 50, spacing: 0.5)
        #expect(scale.step == 10)
        #expect(scale.bandwidth == 5)
        #expect(scale.center(0) == 15)
        #expect(scale.band(3) == 42.5...47.5)
    }

    @Test func bandsKeepTheirOrderAndDoNotOverlap() {
        for count in [1, 2, 7, 512] {
            let scale = BandScale(count: count, from: 0, to: 333, spacing: 0.1)
            let bands = (0..<count).map(scale.band)
            #expect(zip(bands, bands.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
            #expect(bands[0].lowerBound >= 0)
            #expect(bands[count - 1].upperBound <= 333 + 1e-9)
        }
    }

    /// Edges that differ in their last digit could be rounded to different places.
    @Test func bandsWithoutSpaceMeetExactly() {
        for count in [3, 7, 11, 48, 512] {
            let scale = BandScale(count: count, from: 1.0 / 3, to: 100 * .pi)
            let bands = (0..<count).map(scale.band)
            #expect(zip(bands, bands.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
        }
    }

    /// The last digit of a place decides on a quarter of a pixel in the letters beside a bar.
    @Test func bandsWithSpaceLieAroundTheirCenters() {
        let scale = BandScale(count: 7, from: 1.0 / 3, to: 100 * .pi, spacing: 0.2)
        for index in 0..<7 {
            let band = scale.band(index)
            #expect(band.lowerBound == scale.center(index) - scale.bandwidth / 2)
            #expect(band.upperBound == scale.center(index) + scale.bandwidth / 2)
        }
    }

    @Test func fewBandsStaySlim() {
        #expect(BandScale(count: 1, from: 0, to: 500, maximumBandwidth: 40).band(0) == 230...270)
    }

    @Test func nothingAndImpossibleRangesAreHarmless() {
        #expect(BandScale(count: 0, from: 0, to: 10).step == 0)
        #expect(BandScale(count: 3, from: 10, to: 0).bandwidth == 0)
        #expect(BandScale(count: 3, from: 0, to: 9, spacing: 7).bandwidth == 0)
    }
}
