import Testing

@testable import Encoder

@Suite struct RelativePositionBiasTests {
    /// Computed with the reference's own function; distances are column minus row.
    @Test func bucketsAreTheReferences() {
        let known = [
            (0, 0), (-1, 1), (-7, 7), (-8, 8), (-11, 8), (-12, 9), (-15, 9), (-16, 10), (-31, 11),
            (-32, 12), (-64, 14), (-127, 15), (-128, 15), (-511, 15), (1, 17), (7, 23), (8, 24),
            (16, 26), (128, 31), (511, 31),
        ]
        for (distance, bucket) in known {
            #expect(RelativePositionBias.bucket(distance: distance, count: 32) == bucket)
        }
    }

    @Test func everyDistanceHasABucket() {
        for count in 4...40 {
            for distance in -600...600 {
                #expect(0..<count ~= RelativePositionBias.bucket(distance: distance, count: count))
            }
        }
    }
}
