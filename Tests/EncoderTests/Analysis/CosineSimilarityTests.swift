import Testing

@testable import Encoder

@Suite struct CosineSimilarityTests {
    private func cosine(_ a: [Float], _ b: [Float]) -> Float { CosineSimilarity.cosine(a, b) }

    @Test func knownAngles() {
        #expect(cosine([1, 0], [0, 1]) == 0)
        #expect(cosine([1, 0], [1, 1]) == Float(0.5).squareRoot())
        #expect(cosine([1, 2, 3], [-1, -2, -3]) == -1)
        #expect(cosine([3, 4], [4, 3]) == 0.96)
        #expect(cosine([1, 0], [-1, Float(3).squareRoot()]) == -0.5)
    }

    @Test func isSymmetricBoundedAndBlindToLength() {
        var random = SeededGenerator(1)
        for count in [1, 2, 3, 17, 768] {
            for _ in 0..<40 {
                let a = random.floats(count)
                let b = random.floats(count)
                let value = cosine(a, b)
                #expect(-1...1 ~= value)
                #expect(value == cosine(b, a))
                #expect(cosine(a, a) == 1)
                #expect(cosine(a, a.map { -$0 }) == -1)
                // Powers of two change no digit.
                #expect(cosine(a.map { $0 * 1024 }, b.map { $0 / 64 }) == value)
                #expect(abs(cosine(a.map { $0 * 3 }, b) - value) < 1e-6)
                #expect(cosine(a.map { -$0 }, b) == -value)
            }
        }
    }

    @Test func zeroHasNoDirection() {
        #expect(cosine([0, 0], [1, 2]) == 0)
        #expect(cosine([1, 2], [0, -0.0]) == 0)
        #expect(cosine([0, 0], [0, 0]) == 0)
        #expect(cosine([], []) == 0)
    }

    @Test(arguments: [
        Float.leastNonzeroMagnitude, 0x1p-140, .leastNormalMagnitude, 1e-30, 1, 1e30, 1e38,
        .greatestFiniteMagnitude,
    ])
    func neitherOverflowsNorUnderflows(_ size: Float) {
        for other in [Float.leastNonzeroMagnitude, 1, .greatestFiniteMagnitude] {
            let a = [Float](repeating: size, count: 1000)
            let b = [Float](repeating: other, count: 1000)
            #expect(cosine(a, b) == 1)
            #expect(cosine(a, b.map { -$0 }) == -1)
            #expect(cosine([size, 0], [other, other]) == Float(0.5).squareRoot())
        }
    }

    /// Numbers of vectors around those that are taken together.
    @Test(arguments: [0, 1, 2, 15, 16, 17, 64, 65, 130])
    func theMatrixHasTheCosineOfEveryTwo(_ count: Int) throws {
        var random = SeededGenerator(UInt64(count))
        let vectors = (0..<count).map {
            $0 == 3 ? [Float](repeating: 0, count: 40) : random.floats(40)
        }
        let matrix = try CosineSimilarity.matrix(of: vectors, threadCount: 2)
        #expect(matrix.count == count)
        #expect(try matrix == CosineSimilarity.matrix(of: vectors, threadCount: 1))
        for a in 0..<count {
            for b in 0...a { #expect(abs(matrix[a, b] - cosine(vectors[a], vectors[b])) < 1e-6) }
        }
    }

    @Test func whatIsNotANumberIsNotHidden() {
        #expect(cosine([.nan, 1], [1, 1]).isNaN)
        #expect(cosine([1, 1], [1, .nan]).isNaN)
        #expect(cosine([.infinity, 1], [1, 1]).isNaN)
    }

    @Test func theMeanIsExactInSixtyFourBits() {
        #expect(mean(of: [[1, 2], [3, 6]], width: 2) == [2, 4])
        #expect(
            mean(of: [[0.1, -0.0]], width: 2).map(\.bitPattern)
                == [Float(0.1), -0.0].map(\.bitPattern))
        // In 32 bits the sum would be infinite, and the ones lost.
        #expect(mean(of: [[3e38], [3e38]], width: 1) == [3e38])
        #expect(mean(of: [[1e8], [1], [-1e8], [1]], width: 1) == [0.5])
    }

    @Test func byLayerComparesEveryLayer() throws {
        let model = try EncoderModel(directory: "\(Fixtures.directory)/bert-tiny", threadCount: 1)
        let encodings = try model.encode(["the bank of the river", "she went to the bank"])
        let same = CosineSimilarity.byLayer(encodings[0], [2], encodings[0], [2])
        #expect(same == Array(repeating: 1, count: model.configuration.layerCount + 1))
        let forth = CosineSimilarity.byLayer(encodings[0], [2, 3], encodings[1], [5])
        let back = CosineSimilarity.byLayer(encodings[1], [5], encodings[0], [3, 2])
        #expect(forth == back)
        let vectors = [(0, [2, 3]), (1, [5])].map { place, tokens in
            (0...model.configuration.layerCount).map {
                encodings[place].meanState(of: tokens, layer: $0)
            }
        }
        #expect(CosineSimilarity.byLayer(vectors[0], vectors[1]) == forth)
        for (layer, value) in forth.enumerated() {
            let a = encodings[0].hiddenStates
            let word = zip(a[row: layer, 2], a[row: layer, 3]).map { ($0 + $1) / 2 }
            let other = Array(encodings[1].hiddenStates[row: layer, 5])
            #expect(abs(value - cosine(word, other)) < 1e-6)
            #expect(abs(value) < 1)
        }
    }
}
