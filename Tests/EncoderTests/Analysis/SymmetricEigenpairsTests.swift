import Testing

@testable import Encoder

@Suite struct SymmetricEigenpairsTests {
    /// MᵀM of random numbers.
    private func matrix(_ size: Int) -> [Double] {
        var random = SeededGenerator(6)
        let rows = (0..<size).map { _ in random.floats(size).map(Double.init) }
        return (0..<size * size).map { index in
            rows.reduce(0) { $0 + $1[index / size] * $1[index % size] }
        }
    }

    private func check(_ pairs: [Eigenpair], _ matrix: [Double], size: Int) {
        for pair in pairs {
            for row in 0..<size {
                let image = (0..<size).reduce(0) {
                    $0 + matrix[row * size + $1] * pair.vector[$1]
                }
                #expect(abs(image - pair.value * pair.vector[row]) < 1e-6)
            }
            #expect(abs(pair.vector.reduce(0) { $0 + $1 * $1 } - 1) < 1e-9)
        }
        #expect(pairs.map(\.value) == pairs.map(\.value).sorted(by: >))
    }

    @Test(arguments: [1, 2, 5, 8]) func jacobiFindsAll(_ size: Int) {
        let matrix = matrix(size)
        let pairs = jacobiEigenpairs(of: matrix, size: size)
        #expect(pairs.count == size)
        check(pairs, matrix, size: size)
        let trace = (0..<size).reduce(0) { $0 + matrix[$1 * size + $1] }
        #expect(abs(pairs.reduce(0) { $0 + $1.value } - trace) < 1e-9)
    }

    @Test(arguments: [1, 2, 9, 60]) func iterationFindsTheLargest(_ size: Int) throws {
        let matrix = matrix(size)
        let pairs = leadingEigenpairs(of: matrix, size: size, count: 2)
        #expect(pairs.count == 2)
        check(Array(pairs.prefix(size)), matrix, size: size)
        let all = jacobiEigenpairs(of: matrix, size: size)
        for (pair, expected) in try paired(pairs.prefix(size), all.prefix(2)) {
            #expect(abs(pair.value - expected.value) < 1e-6)
        }
    }

    /// More than the iteration finds, and more than there are.
    @Test(arguments: [(9, 6), (9, 9), (3, 5)]) func anyNumberIsFound(_ size: Int, _ count: Int) {
        let matrix = matrix(size)
        let pairs = leadingEigenpairs(of: matrix, size: size, count: count)
        #expect(pairs.count == count)
        check(Array(pairs.prefix(size)), matrix, size: size)
        #expect(
            pairs.dropFirst(size).allSatisfy { $0.value == 0 && $0.vector.allSatisfy { $0 == 0 } })
    }

    @Test func noneForANegativeNumber() {
        #expect(leadingEigenpairs(of: matrix(3), size: 3, count: -1).isEmpty)
    }

    @Test func matricesWithoutSomeDirections() {
        let zero = leadingEigenpairs(of: [0, 0, 0, 0], size: 2, count: 2)
        #expect(zero.map(\.value) == [0, 0])
        let single = leadingEigenpairs(of: [4, 0, 0, 0], size: 2, count: 2)
        #expect(abs(single[0].value - 4) < 1e-9 && abs(single[1].value) < 1e-9)
        // Equal eigenvalues: any directions, but at right angles.
        let equal = leadingEigenpairs(of: [1, 0, 0, 0, 1, 0, 0, 0, 1], size: 3, count: 2)
        let dot = zip(equal[0].vector, equal[1].vector).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(abs(dot) < 1e-9)
        #expect(equal.allSatisfy { abs($0.value - 1) < 1e-9 })
    }
}
