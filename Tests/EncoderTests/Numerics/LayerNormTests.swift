import Testing

@testable import Encoder

@Suite struct LayerNormTests {
    private func normalized(
        _ states: [Float], width: Int, epsilon: Float, scale: [Float], shift: [Float]
    ) throws -> [Float] {
        let norm = try NumericsTests.weights([
            ("weight", [width], scale), ("bias", [width], shift),
        ]) { try LayerNorm($0, width: width, epsilon: epsilon) }
        let workspace = try Workspace(engine: ComputeEngine())
        return try NumericsTests.changed(states) {
            try workspace.apply(norm, rows: states.count / width, inPlace: $0)
        }
    }

    private func expected(
        _ states: [Float], width: Int, epsilon: Float, scale: [Float], shift: [Float]
    ) -> [Double] {
        stride(from: 0, to: states.count, by: width).flatMap { start -> [Double] in
            let row = states[start..<start + width].map(Double.init)
            let mean = row.reduce(0, +) / Double(width)
            let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
            return row.enumerated().map { index, x in
                (x - mean) / (variance + Double(epsilon)).squareRoot() * Double(scale[index])
                    + Double(shift[index])
            }
        }
    }

    @Test(arguments: [1, 2, 48, 100], [1e-12, 1e-5, 0.5] as [Float])
    func equalsThePlainLoop(_ width: Int, _ epsilon: Float) throws {
        var random = SeededGenerator(7)
        let states = random.floats(5 * width, in: -4...4)
        let scale = random.floats(width)
        let shift = random.floats(width)
        let found = try normalized(
            states, width: width, epsilon: epsilon, scale: scale, shift: shift)
        let expected = expected(
            states, width: width, epsilon: epsilon, scale: scale, shift: shift)
        #expect(NumericsTests.distance(found, expected) < 2e-5)
    }

    @Test func aLargeMeanDoesNotDrownTheVariance() throws {
        // E[x²] − E[x]² would lose all digits here: the variance takes two passes.
        let states: [Float] = (0..<64).map { 4096 + Float($0 % 2) }
        let ones = [Float](repeating: 1, count: 64)
        let zeros = [Float](repeating: 0, count: 64)
        let found = try normalized(states, width: 64, epsilon: 1e-12, scale: ones, shift: zeros)
        #expect(NumericsTests.distance(found, (0..<64).map { $0 % 2 == 0 ? -1 : 1 }) < 1e-5)
    }

    @Test func aConstantRowBecomesTheShift() throws {
        let shift: [Float] = [1, -2, 3, 0.5]
        let found = try normalized(
            [3, 3, 3, 3], width: 4, epsilon: 1e-12, scale: [2, 2, 2, 2], shift: shift)
        #expect(found == shift)
    }
}
