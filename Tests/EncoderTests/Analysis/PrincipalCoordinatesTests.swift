import Testing

@testable import Encoder

@Suite struct PrincipalCoordinatesTests {
    /// Squared distances of points.
    private func squares(_ points: [[Float]]) -> [[Float]] {
        points.map { a in
            points.map { b in zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } }
        }
    }

    private func random(_ count: Int, _ width: Int) -> [[Float]] {
        var random = SeededGenerator(4)
        return (0..<count).map { _ in
            random.floats(width).enumerated().map { $1 * Float(width - $0) }
        }
    }

    @Test(arguments: AnalysisReference.Name.allCases)
    func headsAreWhereTheReferenceHasThem(_ name: AnalysisReference.Name) throws {
        let reference = try AnalysisReference.load(name)
        let found = PrincipalCoordinates(
            squaredDistances: try HeadDistance.matrix(in: reference.encodings), count: 2)
        expectClose(found.points.flatMap { $0.map { Float($0) } }, try reference("head_plane"))
        expectClose(found.explained.map { Float($0) }, try reference("head_plane_explained"))
    }

    @Test func byHand() throws {
        // A rectangle of 6 by 2.
        let found = PrincipalCoordinates(
            squaredDistances: squares([[0, 0], [6, 0], [0, 2], [6, 2]]), count: 2)
        let places: [[Double]] = [[3, 1], [-3, 1], [3, -1], [-3, -1]]
        for (point, place) in try paired(found.points, places) {
            for (a, b) in try paired(point, place) { #expect(abs(a - b) < 1e-6) }
        }
        #expect(abs(found.explained[0] - 0.9) < 1e-6 && abs(found.explained[1] - 0.1) < 1e-6)
    }

    @Test(arguments: [2, 3]) func pointsOfFewDimensionsKeepTheirDistances(_ width: Int) {
        let distances = squares(random(30, width))
        let found = PrincipalCoordinates(squaredDistances: distances, count: width)
        for (row, a) in found.points.enumerated() {
            for (column, b) in found.points.enumerated() {
                let square = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                #expect(abs(square - Double(distances[row][column])) < 1e-4)
            }
        }
        #expect(abs(found.explained.reduce(0, +) - 1) < 1e-5)
    }

    /// Of points they are the principal components.
    @Test func agreesWithPrincipalComponents() throws {
        let points = random(40, 6)
        let found = PrincipalCoordinates(squaredDistances: squares(points), count: 2)
        let components = PrincipalComponents(of: points.map { $0[...] }, count: 2)
        for axis in 0..<2 {
            #expect(abs(found.explained[axis] - components.explained[axis]) < 1e-5)
            let expected = points.map { components.project($0)[axis] }
            // The signs are chosen by other rules.
            let sign = found.points[0][axis] * expected[0] < 0 ? -1.0 : 1
            for (point, place) in try paired(found.points, expected) {
                #expect(abs(point[axis] - sign * place) < 1e-4)
            }
        }
    }

    @Test func isCentredOrientedAndNeverTooFar() {
        let distances = squares(random(25, 8))
        let found = PrincipalCoordinates(squaredDistances: distances, count: 2)
        #expect(found.explained[0] >= found.explained[1])
        #expect(found.explained.reduce(0, +) <= 1)
        for axis in 0..<2 {
            let places = found.points.map { $0[axis] }
            #expect(abs(places.reduce(0, +)) < 1e-4)
            #expect((places.max { abs($0) < abs($1) } ?? 0) > 0)
        }
        for (row, a) in found.points.enumerated() {
            for (column, b) in found.points.enumerated() {
                let square = zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
                #expect(square <= Double(distances[row][column]) + 1e-4)
            }
        }
    }

    @Test func thingsThatDoNotDiffer() {
        let same = PrincipalCoordinates(squaredDistances: [[0, 0], [0, 0]], count: 2)
        #expect(same.points == [[0, 0], [0, 0]] && same.explained == [0, 0])
        let one = PrincipalCoordinates(squaredDistances: [[0]], count: 2)
        #expect(one.points == [[0, 0]] && one.explained == [0, 0])
        #expect(PrincipalCoordinates(squaredDistances: [], count: 2).points.isEmpty)
        // Two things have one direction.
        let two = PrincipalCoordinates(squaredDistances: [[0, 4], [4, 0]], count: 2)
        #expect(abs(two.points[0][0] - 1) < 1e-6 && abs(two.points[1][0] + 1) < 1e-6)
        #expect(abs(two.points[0][1]) < 1e-6 && abs(two.explained[0] - 1) < 1e-9)
    }

    @Test func whatIsNotANumberIsNotHidden() {
        let found = PrincipalCoordinates(squaredDistances: [[0, .nan], [.nan, 0]], count: 2)
        #expect(found.points.allSatisfy { $0.allSatisfy { $0.isNaN } })
        #expect(found.explained.allSatisfy { $0.isNaN })
    }
}
