import Testing

@testable import Charts

@Suite struct TrendTests {
    @Test(
        arguments: [
            ([1, 1, 1], .constant), ([1, 2, 2, 3], .rising(isSteady: true)),
            ([3, 2, 1], .falling(isSteady: true)), ([1, 3, 2], .peak(1)),
            ([3, 1, 1, 2], .valley(1)),
            ([1, 3, 2, 5, 4, 7, 8, 7, 9], .rising(isSteady: false)),
            ([9, 7, 8, 7, 4, 5, 2, 3, 1], .falling(isSteady: false)),
            ([1, 5, 1, 5, 1, 5], .none),
            ([-1e308, 1e308, -1e308, 1e308, 0], .none),
        ] as [([Double], Trend)])
    func isWhatOneWouldSay(_ values: [Double], _ trend: Trend) {
        #expect(Trend(values) == trend)
    }

    @Test func fewNumbersHaveNone() {
        #expect(Trend([]) == nil)
        #expect(Trend([1, 2]) == nil)
    }

    /// Turned round, what rises falls, whatever the numbers.
    @Test func mirrorsAreOpposites() throws {
        var random = SeededGenerator(3)
        for _ in 0..<300 {
            let values = (0..<Int.random(in: 3...8, using: &random)).map { _ in
                Double(Int.random(in: 0...9, using: &random))
            }
            let (trend, mirrored) = (
                try #require(Trend(values)), try #require(Trend(values.map { -$0 }))
            )
            switch trend {
            case .constant, .none: #expect(mirrored == trend)
            case .rising(let isSteady): #expect(mirrored == .falling(isSteady: isSteady))
            case .falling(let isSteady): #expect(mirrored == .rising(isSteady: isSteady))
            case .peak: #expect("\(mirrored)".hasPrefix("valley"))
            case .valley: #expect("\(mirrored)".hasPrefix("peak"))
            }
        }
    }
}
