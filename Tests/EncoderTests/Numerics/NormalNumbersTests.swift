import Testing

@testable import Encoder

@Suite struct NormalNumbersTests {
    @Test func theyHaveTheMomentsOfTheNormalDistribution() {
        var random = NormalNumbers(seed: 3)
        let numbers = (0..<20_000).map { _ in Double(random.next()) }
        // Means of powers 1 to 4: 0, 1, 0, 3, each within four standard errors.
        for (power, (expected, error)) in [(0.0, 0.007), (1, 0.01), (0, 0.0274), (3, 0.07)]
            .enumerated()
        {
            let mean =
                numbers.reduce(0) { sum, number in
                    sum + (0...power).reduce(1) { product, _ in product * number }
                } / Double(numbers.count)
            #expect(abs(mean - expected) < 4 * error)
        }
        // Within one standard deviation.
        let share = Double(numbers.count { abs($0) < 1 }) / Double(numbers.count)
        #expect(abs(share - 0.6827) < 0.014)
    }

    @Test func aSeedGivesTheSameNumbersAgain() {
        var (first, second, other) = (
            NormalNumbers(seed: 1), NormalNumbers(seed: 1), NormalNumbers(seed: 2)
        )
        let numbers = (0..<5).map { _ in first.next() }
        #expect(numbers == (0..<5).map { _ in second.next() })
        #expect(numbers != (0..<5).map { _ in other.next() })
        #expect(Set(numbers).count == 5)
    }
}
