import Testing

@testable import Charts

@Suite struct EndLabelsTests {
    @Test func positionsFarApartStay() {
        #expect(spread([5, 50, 20], distance: 10, from: 0, to: 100) == [5, 50, 20])
        #expect(spread([], distance: 10, from: 0, to: 100).isEmpty)
    }

    @Test func positionsThatMeetMoveApartEqually() {
        #expect(spread([50, 50], distance: 10, from: 0, to: 100) == [45, 55])
        #expect(spread([52, 50, 51], distance: 10, from: 0, to: 100) == [61, 41, 51])
    }

    @Test func boundsAreKept() {
        #expect(spread([0, 0], distance: 10, from: 0, to: 100) == [0, 10])
        #expect(spread([100, 99], distance: 10, from: 0, to: 100) == [100, 90])
    }

    @Test func distancesAndOrderHold() {
        var random = SeededGenerator(21)
        for _ in 0..<300 {
            let positions = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                Double.random(in: 0...100, using: &random)
            }
            let places = spread(positions, distance: 11, from: 0, to: 100)
            let order = positions.indices.sorted { positions[$0] < positions[$1] }
            let sorted = order.map { places[$0] }
            #expect(zip(sorted, sorted.dropFirst()).allSatisfy { $1 - $0 >= 11 - 1e-9 })
            #expect(sorted.allSatisfy { $0 >= -1e-9 && $0 <= 100 + 1e-9 })
        }
    }
}
