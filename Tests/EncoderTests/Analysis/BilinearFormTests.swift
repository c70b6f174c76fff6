import Testing

@testable import Encoder

@Suite struct BilinearFormTests {
    @Test(arguments: [1, 7, 16, 33, 64])
    func equalsTheSumOfProducts(_ size: Int) {
        var random = SeededGenerator(3)
        func numbers(_ count: Int) -> [Float] {
            (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
        }
        let (a, b) = (numbers(size), numbers(size))
        var matrix = numbers(size * size)
        for i in 0..<size { for j in 0..<i { matrix[i * size + j] = matrix[j * size + i] } }
        var expected = 0.0
        for i in 0..<size {
            for j in 0..<size {
                expected += Double(a[i]) * Double(matrix[i * size + j]) * Double(b[j])
            }
        }
        #expect(abs(bilinearForm(matrix, a, b) - expected) < 1e-5 * Double(size))
        #expect(abs(bilinearForm(matrix, b, a) - expected) < 1e-5 * Double(size))
    }

    @Test func whatIsNotANumberStays() {
        #expect(bilinearForm([1, 0, 0, 1], [.nan, 0], [1, 1]).isNaN)
    }
}
