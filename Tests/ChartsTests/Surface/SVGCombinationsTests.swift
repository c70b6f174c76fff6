import Testing

@testable import Charts

@Suite struct SVGCombinationsTests {
    private typealias Use = SVGCombinations.Use

    /// The glyphs of a line with their places, without combinations.
    private func expanded(_ line: [Use], _ combinations: SVGCombinations) -> [[Int]] {
        line.flatMap { use -> [[Int]] in
            guard use.symbol >= combinations.firstNumber else { return [[use.symbol, use.x]] }
            let definition = combinations.definitions[use.symbol - combinations.firstNumber]
            return expanded(
                [
                    Use(x: use.x, symbol: definition.first),
                    Use(x: use.x + definition.distance, symbol: definition.second),
                ], combinations)
        }
    }

    @Test func whatFollowsOftenBecomesOne() {
        // “0.0d” at many places.
        let before = (0..<8).map { row in
            [0, 1, 0, 2 + row % 2].enumerated().map { place, symbol in
                Use(x: 1000 * row + 200 * place, symbol: symbol)
            }
        }
        var lines = before
        let combinations = SVGCombinations(lines: &lines, firstNumber: 4)
        #expect(lines.allSatisfy { $0.count == 1 })
        #expect(combinations.definitions.count == 4)
        #expect(
            lines.map { expanded($0, combinations) } == before.map { $0.map { [$0.symbol, $0.x] } })
    }

    @Test func everyGlyphKeepsItsPlace() throws {
        var random = SeededGenerator(7)
        for _ in 0..<50 {
            let before = (0..<20).map { _ -> [Use] in
                var x = 0
                return (0..<Int.random(in: 0..<30, using: &random)).map { _ -> Use in
                    x += Int.random(in: 200...202, using: &random)
                    return Use(x: x, symbol: Int.random(in: 0..<4, using: &random))
                }
            }
            var lines = before
            let combinations = SVGCombinations(lines: &lines, firstNumber: 4)
            #expect(!combinations.definitions.isEmpty)
            for (one, other) in try paired(lines, before) {
                #expect(expanded(one, combinations) == other.map { [$0.symbol, $0.x] })
            }
        }
    }

    @Test func theSameTextGivesTheSame() {
        let line = (0..<200).map { Use(x: 200 * $0, symbol: $0 * $0 % 7) }
        var first = [line]
        let expected = SVGCombinations(lines: &first, firstNumber: 7).definitions
        for _ in 0..<20 {
            var lines = [line]
            #expect(SVGCombinations(lines: &lines, firstNumber: 7).definitions == expected)
        }
    }

    @Test func rareNeighboursStayAlone() {
        var lines = [
            (0..<3).flatMap { [Use(x: 999 * $0, symbol: 0), Use(x: 999 * $0 + 5, symbol: 1)] }
        ]
        #expect(SVGCombinations(lines: &lines, firstNumber: 2).definitions.isEmpty)
        var none: [[Use]] = []
        #expect(SVGCombinations(lines: &none, firstNumber: 0).definitions.isEmpty)
    }
}
