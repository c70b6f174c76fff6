import Testing

@testable import Encoder

@Suite struct ShortAttentionTests {
    private let heads = 3

    /// Both products against plain loops in 64 bits.
    @Test(arguments: [1, 2, 3, 7, 15, 16, 17, 33, 63, 64], [1, 5, 16, 31, 32, 48, 64, 100, 128])
    func equalsPlainLoops(_ tokens: Int, _ headSize: Int) throws {
        var random = SeededGenerator(UInt64(tokens * 1000 + headSize))
        let width = heads * headSize
        let rows = random.floats(tokens * 3 * width)
        let before = random.floats(heads * tokens * tokens)
        let short = try #require(
            ShortAttention(
                heads: heads, tokens: tokens, headSize: headSize, stride: 3 * width,
                contextStride: width))

        for accumulates in [false, true] {
            var found = before
            rows.withUnsafeBufferPointer { rows in
                found.withUnsafeMutableBufferPointer { found in
                    guard let start = rows.baseAddress, let scores = found.baseAddress else {
                        return
                    }
                    short.scores(
                        start, start + width, scale: 0.25, accumulates: accumulates, into: scores)
                }
            }
            for (index, value) in found.enumerated() {
                let (head, i, j) = (
                    index / (tokens * tokens), index / tokens % tokens, index % tokens
                )
                let sum = (0..<headSize).reduce(0.0) { sum, k in
                    sum + Double(rows[i * 3 * width + head * headSize + k])
                        * Double(rows[j * 3 * width + width + head * headSize + k])
                }
                #expect(
                    abs(Double(value) - 0.25 * sum - (accumulates ? Double(before[index]) : 0))
                        < 1e-5)
            }
        }

        var context = [Float](repeating: .nan, count: tokens * width)
        rows.withUnsafeBufferPointer { rows in
            before.withUnsafeBufferPointer { weights in
                context.withUnsafeMutableBufferPointer { context in
                    guard let start = rows.baseAddress, let weights = weights.baseAddress,
                        let context = context.baseAddress
                    else { return }
                    short.context(weights, start + 2 * width, into: context)
                }
            }
        }
        for (index, value) in context.enumerated() {
            let (i, head, k) = (index / width, index % width / headSize, index % headSize)
            let sum = (0..<tokens).reduce(0.0) { sum, j in
                sum + Double(before[(head * tokens + i) * tokens + j])
                    * Double(rows[j * 3 * width + 2 * width + head * headSize + k])
            }
            #expect(abs(Double(value) - sum) < 1e-5)
        }
    }

    @Test func longSentencesAndLargeHeadsAreNotItsBusiness() {
        #expect(
            ShortAttention(heads: 1, tokens: 65, headSize: 64, stride: 192, contextStride: 64)
                == nil)
        #expect(
            ShortAttention(heads: 1, tokens: 64, headSize: 129, stride: 387, contextStride: 129)
                == nil)
    }
}
