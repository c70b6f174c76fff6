import Testing

@testable import Encoder

@Suite struct SymmetricMatrixTests {
    private let matrix = SymmetricMatrix([[1], [2, 3], [4, 5, 6]])

    @Test func theOrderOfTheTwoDoesNotMatter() {
        var matrix = matrix
        #expect(matrix.count == 3 && matrix.values.count == 6)
        #expect(matrix[1, 0] == 2 && matrix[0, 1] == 2 && matrix[2, 1] == 5 && matrix[2, 2] == 6)
        matrix[0, 2] = 9
        #expect(matrix[2, 0] == 9)
        #expect((0..<3).map(matrix.row) == [[1, 2, 9], [2, 3, 5], [9, 5, 6]])
    }

    @Test func whatIsAboveTheDiagonalIsNotRead() {
        #expect(SymmetricMatrix([[1, 7, 7], [2, 3, 7], [4, 5, 6]]) == matrix)
        #expect(SymmetricMatrix([]).count == 0)
    }

    @Test func distancesAreWhatIsMissingToOne() {
        #expect(matrix.distances == SymmetricMatrix([[0], [-1, -2], [-3, -4, -5]]))
    }

    @Test func someOfTheThings() {
        #expect(matrix.among([2, 0]) == SymmetricMatrix([[6], [4, 1]]))
        #expect(matrix.among([]).count == 0)
    }
}
