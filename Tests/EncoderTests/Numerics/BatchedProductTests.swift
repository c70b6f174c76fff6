import Testing

@testable import Encoder

/// Products of oneDNN against plain loops in 64 bits.
@Suite struct BatchedProductTests {
    private func expectProduct(_ product: BatchedProduct, seed: UInt64) throws {
        var random = SeededGenerator(seed)
        func extent(_ strides: BatchedProduct.Strides, _ rows: Int, _ columns: Int) -> Int {
            (product.batch - 1) * strides.batch + (rows - 1) * strides.row
                + (columns - 1) * strides.column + 1
        }
        func numbers(_ count: Int) -> [Float] {
            (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
        }
        var left = numbers(extent(product.left, product.m, product.k))
        var right = numbers(extent(product.right, product.k, product.n))
        let before = numbers(extent(product.destination, product.m, product.n))
        var found = before
        let workspace = try Workspace(engine: ComputeEngine())
        try left.withUnsafeMutableBufferPointer { left in
            try right.withUnsafeMutableBufferPointer { right in
                try found.withUnsafeMutableBufferPointer {
                    try workspace.apply(
                        product, #require(left.baseAddress), #require(right.baseAddress),
                        into: #require($0.baseAddress))
                }
            }
        }
        func place(_ strides: BatchedProduct.Strides, _ b: Int, _ row: Int, _ column: Int) -> Int {
            b * strides.batch + row * strides.row + column * strides.column
        }
        var expected = before
        for b in 0..<product.batch {
            for row in 0..<product.m {
                for column in 0..<product.n {
                    var sum = 0.0
                    for index in 0..<product.k {
                        sum +=
                            Double(left[place(product.left, b, row, index)])
                            * Double(right[place(product.right, b, index, column)])
                    }
                    let place = place(product.destination, b, row, column)
                    expected[place] = Float(
                        Double(product.scale) * sum
                            + (product.accumulates ? Double(before[place]) : 0))
                }
            }
        }
        for (x, y) in try paired(found, expected) { #expect(abs(x - y) < 1e-5) }
    }

    /// The two products of attention.
    @Test(arguments: [1, 2, 3, 7, 16, 17, 33, 40, 41, 64, 130], [5, 16, 32, 40])
    func equalsPlainLoops(_ tokens: Int, _ headSize: Int) throws {
        let heads = 3
        let stride = 3 * heads * headSize
        let rows = BatchedProduct.Strides(batch: headSize, row: stride)
        let map = BatchedProduct.Strides(batch: tokens * tokens, row: tokens)
        for accumulates in [false, true] {
            try expectProduct(
                BatchedProduct(
                    batch: heads, m: tokens, n: tokens, k: headSize, left: rows,
                    right: BatchedProduct.Strides(batch: headSize, row: 1, column: stride),
                    destination: map, scale: 0.25, accumulates: accumulates), seed: 1)
        }
        try expectProduct(
            BatchedProduct(
                batch: heads, m: tokens, n: headSize, k: tokens, left: map, right: rows,
                destination: BatchedProduct.Strides(batch: headSize, row: heads * headSize)),
            seed: 2)
    }
}
