/// aᵀ·M·b with a symmetric matrix M, `[n·n]`; the last sum is in 64 bits.
func bilinearForm(_ matrix: [Float], _ a: [Float], _ b: [Float]) -> Double {
    matrix.withUnsafeBufferPointer { matrix in
        a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { bilinearForm(matrix, a, $0) }
        }
    }
}

/// - Precondition: there are as many numbers in both vectors, and their square in the matrix.
func bilinearForm(
    _ matrix: UnsafeBufferPointer<Float>, _ a: UnsafeBufferPointer<Float>,
    _ b: UnsafeBufferPointer<Float>
) -> Double {
    let size = b.count
    precondition(a.count == size && matrix.count == size * size, "the sizes differ")
    typealias Lanes = SIMD16<Float>
    let bytes = UnsafeRawBufferPointer(matrix)
    let whole = size / Lanes.scalarCount * Lanes.scalarCount
    var result = 0.0
    // Sixteen columns at a time, whose sums stay in registers.
    for start in stride(from: 0, to: whole, by: Lanes.scalarCount) {
        var sums = Lanes.zero
        for row in 0..<size {
            let offset = (row * size + start) * MemoryLayout<Float>.stride
            sums += a[row] * bytes.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
        }
        for lane in sums.indices { result += Double(sums[lane]) * Double(b[start + lane]) }
    }
    for column in whole..<size {
        var sum: Float = 0
        for row in 0..<size { sum += a[row] * matrix[row * size + column] }
        result += Double(sum) * Double(b[column])
    }
    return result
}
