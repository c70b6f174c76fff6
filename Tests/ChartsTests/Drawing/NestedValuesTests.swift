import Testing

@testable import Charts

struct NestedValuesTests {
    @Test func areAllNumbersInOrder() {
        let maps: [[[Double]]] = [[[1, 2], [], [3]], [], [[]], [[4], [5, 6]]]
        #expect(Array(NestedValues(maps)) == Array(maps.joined().joined()))
        #expect(Array(NestedValues([])) == [])
    }
}
