import Testing

@testable import Encoder

@Suite struct DotProductTests {
    private func dot(_ a: [Float], _ b: [Float]) -> Double {
        a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { dotProduct(a, $0) } }
    }

    @Test(arguments: [0, 1, 15, 16, 17, 48, 768]) func isTheSumOfProducts(_ count: Int) {
        var random = SeededGenerator(13)
        let a = random.floats(count)
        let b = random.floats(count)
        let expected = zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        #expect(abs(dot(a, b) - expected) < 1e-5)
        #expect(dot(a, b) == dot(b, a))
    }

    @Test func whatIsNotANumberIsNotHidden() {
        var a = [Float](repeating: 1, count: 20)
        a[3] = .nan
        #expect(dot(a, [Float](repeating: 0, count: 20)).isNaN)
    }
}
