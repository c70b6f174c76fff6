import Testing

@testable import Words

@Suite struct SimilarityMatrixTests {
    private let vectors: [[Float]] = [[1, 0], [2, 0], [0, 3], [-1, 0], [0, 0]]

    @Test(arguments: [1, 3]) func isSymmetricWithCosines(threadCount: Int) throws {
        let matrix = try SimilarityMatrix.cosines(vectors, threadCount: threadCount)
        #expect(matrix[0] == [1, 1, 0, -1, 0])
        for row in matrix.indices {
            for column in matrix.indices { #expect(matrix[row][column] == matrix[column][row]) }
        }
    }

    @Test func meansLeaveOutTheDiagonal() throws {
        let matrix = try SimilarityMatrix.cosines(vectors, threadCount: 1)
        #expect(SimilarityMatrix.mean(matrix) { $0 < 2 && $1 < 2 } == 1)
        #expect(SimilarityMatrix.mean(matrix) { $0 < 3 && $1 < 3 } == Float(1.0 / 3))
        #expect(SimilarityMatrix.mean(matrix) { _, _ in false } == nil)
    }

    /// Computed with NumPy from the means that leave out one of the four.
    @Test func spreadsAreThoseOfTheJackknife() {
        let matrix: [[Float]] = [
            [1, 0.2, 0.1, 0], [0.2, 1, 0.9, 0], [0.1, 0.9, 1, 0], [0, 0, 0, 1],
        ]
        let found = SimilarityMatrix.spread(matrix) { _, _ in true } ?? 0
        #expect(abs(found - 0.524694720) < 1e-6)
        // Equal numbers do not spread; two sentences have one pair, and without one of them none.
        #expect(
            SimilarityMatrix.spread(Array(repeating: [1, 1, 1], count: 3)) { _, _ in true } == 0)
        #expect(SimilarityMatrix.spread([[1, 0.5], [0.5, 1]]) { _, _ in true } == nil)
        #expect(SimilarityMatrix.spread(matrix) { $0 < 2 && $1 < 2 } == nil)
    }

    @Test func theRepresentativeIsMostLikeTheOthers() {
        let matrix: [[Float]] = [
            [1, 0.2, 0.1, 0], [0.2, 1, 0.9, 0], [0.1, 0.9, 1, 0], [0, 0, 0, 1],
        ]
        let groups = SimilarityMatrix.groups([0, 0, 0, 1], matrix)
        #expect(groups.map(\.representative) == [1, 3])
        #expect(groups.map(\.size) == [3, 1] && groups.map(\.number) == [1, 2])
    }
}
