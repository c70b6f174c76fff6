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

    @Test func theRepresentativeIsMostLikeTheOthers() {
        let matrix: [[Float]] = [
            [1, 0.2, 0.1, 0], [0.2, 1, 0.9, 0], [0.1, 0.9, 1, 0], [0, 0, 0, 1],
        ]
        let groups = SimilarityMatrix.groups([0, 0, 0, 1], matrix)
        #expect(groups.map(\.representative) == [1, 3])
        #expect(groups.map(\.size) == [3, 1] && groups.map(\.number) == [1, 2])
    }
}
