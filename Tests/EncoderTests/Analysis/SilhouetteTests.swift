import Testing

@testable import Encoder

@Suite struct SilhouetteTests {
    private let line = SymmetricMatrix(
        [0, 1, 4, 6].map { a in [0, 1, 4, 6].map { abs(a - $0) } })

    @Test func byHand() throws {
        let values = Silhouette.values(groups: [0, 0, 1, 1], distances: line)
        let expected: [Float] = [
            (5 - 1) / 5, (4 - 1) / 4, (3.5 - 2) / 3.5, (5.5 - 2) / 5.5,
        ]
        for (a, b) in try paired(values, expected) { #expect(abs(a - b) < 1e-6) }
        #expect(
            abs(
                Silhouette.mean(groups: [0, 0, 1, 1], distances: line) - expected.reduce(0, +) / 4)
                < 1e-6)
    }

    @Test func isBoundedAndZeroWhereThereIsNothingToCompare() {
        #expect(Silhouette.values(groups: [0, 0, 0, 0], distances: line) == [0, 0, 0, 0])
        #expect(Silhouette.values(groups: [0, 1, 2, 3], distances: line) == [0, 0, 0, 0])
        for value in Silhouette.values(groups: [0, 1, 0, 1], distances: line) {
            #expect(-1...1 ~= value)
        }
        let same = SymmetricMatrix([[Float]](repeating: [0, 0, 0, 0], count: 4))
        #expect(Silhouette.values(groups: [0, 0, 1, 1], distances: same) == [0, 0, 0, 0])
        #expect(Silhouette.mean(groups: [], distances: SymmetricMatrix([])) == 0)
    }
}
