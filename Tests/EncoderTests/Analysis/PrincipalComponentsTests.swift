import Testing

@testable import Encoder

@Suite struct PrincipalComponentsTests {
    private func components(_ vectors: [[Float]], count: Int = 2) -> PrincipalComponents {
        PrincipalComponents(of: vectors.map { $0[...] }, count: count)
    }

    @Test func findsTheLongSideOfACloud() {
        let found = components([[3, 4], [-3, -4], [0.4, -0.3], [-0.4, 0.3]])
        #expect(abs(found.axes[0][0] - 0.6) < 1e-6 && abs(found.axes[0][1] - 0.8) < 1e-6)
        #expect(abs(found.axes[1][0] - 0.8) < 1e-6 && abs(found.axes[1][1] + 0.6) < 1e-6)
        #expect(abs(found.explained[0] - 50 / 50.5) < 1e-6)
        #expect(abs(found.explained[0] + found.explained[1] - 1) < 1e-6)
        let place = found.project([3, 4] as [Float])
        #expect(abs(place[0] - 5) < 1e-6 && abs(place[1]) < 1e-6)
    }

    /// Wide and narrow tables take different ways to the same result.
    @Test(arguments: [(40, 7), (7, 40), (12, 12), (300, 33)])
    func axesAreOrthonormalAndSortedByVariance(_ rows: Int, _ width: Int) {
        var random = SeededGenerator(9)
        let vectors = (0..<rows).map { _ in
            random.floats(width).enumerated().map { $1 * Float($0 + 1) + 100 }
        }
        let found = components(vectors, count: 3)
        for (index, axis) in found.axes.enumerated() {
            for (other, second) in found.axes.enumerated() {
                let dot = zip(axis, second).reduce(0) { $0 + $1.0 * $1.1 }
                #expect(abs(dot - (index == other ? 1 : 0)) < 1e-6)
            }
            let largest = axis.max { abs($0) < abs($1) } ?? 0
            #expect(largest > 0)
            // The share is the variance of the coordinates.
            let places = vectors.map { found.project($0)[index] }
            let mean = places.reduce(0, +) / Double(rows)
            #expect(abs(mean) < 1e-3)
            let total = vectors.reduce(0.0) { sum, vector in
                sum
                    + zip(vector, found.mean).reduce(0) {
                        $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1)
                    }
            }
            let variance = places.reduce(0) { $0 + $1 * $1 }
            #expect(abs(variance / total - found.explained[index]) < 1e-5)
        }
        #expect(found.explained == found.explained.sorted(by: >))
        #expect(found.explained.reduce(0, +) <= 1 + 1e-9)
    }

    /// All components together hold all the variance, and the first are those that are found alone.
    @Test func anyNumberOfComponents() throws {
        var random = SeededGenerator(4)
        let vectors = (0..<30).map { _ in
            random.floats(6).enumerated().map { $1 * Float($0 + 1) }
        }
        let all = components(vectors, count: 6)
        #expect(abs(all.explained.reduce(0, +) - 1) < 1e-6)
        let first = components(vectors, count: 2)
        for (a, b) in try paired(first.axes.flatMap { $0 }, all.axes.prefix(2).flatMap { $0 }) {
            #expect(abs(a - b) < 1e-5)
        }
        #expect(components(vectors, count: 8).explained.suffix(2) == [0, 0])
        #expect(components(vectors, count: -1).axes.isEmpty)
    }

    @Test func theOrderOfVectorsDoesNotMatter() throws {
        var random = SeededGenerator(2)
        let vectors = (0..<20).map { _ in
            random.floats(30).enumerated().map { $1 * Float(30 - $0) }
        }
        let one = components(vectors)
        let other = components(vectors.shuffled(using: &random))
        for (a, b) in try paired(one.axes.flatMap { $0 }, other.axes.flatMap { $0 }) {
            #expect(abs(a - b) < 1e-5)
        }
    }

    @Test func vectorsThatDoNotDiffer() {
        for vectors: [[Float]] in [[[1, 2], [1, 2]], [[1, 2]], [[0, 0], [0, 0], [0, 0]]] {
            let found = components(vectors)
            #expect(found.explained == [0, 0])
            #expect(found.project(vectors[0]) == [0, 0])
        }
        let none = components([])
        #expect(none.explained == [0, 0])
        #expect(none.project([1, 2] as [Float]) == [0, 0])
    }

    @Test func vectorsOnALine() {
        let found = components([[0, 0, 0], [1, 1, 1], [2, 2, 2], [5, 5, 5]])
        #expect(abs(found.explained[0] - 1) < 1e-6)
        #expect(found.explained[1] < 1e-6)
        #expect(abs(found.project([3, 3, 3] as [Float])[1]) < 1e-3)
        // One dimension has no second direction.
        let narrow = components([[0], [1]])
        #expect(narrow.explained == [1, 0])
        #expect(narrow.project([1] as [Float]) == [0.5, 0])
    }

    @Test func whatIsNotANumberIsNotHidden() {
        let found = components([[.nan, 1], [1, 2]])
        #expect(found.explained.allSatisfy { $0.isNaN })
        let infinite = components([[.infinity, 1], [1, 2]])
        #expect(infinite.explained.allSatisfy { $0.isNaN })
    }
}
