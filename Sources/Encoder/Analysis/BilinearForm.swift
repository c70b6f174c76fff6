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
    // Sixteen columns at a time, whose sums stay in registers; four of each, which do not wait for another.
    for start in stride(from: 0, to: whole, by: Lanes.scalarCount) {
        func product(_ row: Int) -> Lanes {
            let offset = (row * size + start) * MemoryLayout<Float>.stride
            return a[row] * bytes.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
        }
        var (first, second, third, fourth) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
        var row = 0
        while row + 4 <= size {
            first += product(row)
            second += product(row + 1)
            third += product(row + 2)
            fourth += product(row + 3)
            row += 4
        }
        while row < size {
            first += product(row)
            row += 1
        }
        let sums = (first + second) + (third + fourth)
        for lane in sums.indices { result += Double(sums[lane]) * Double(b[start + lane]) }
    }
    for column in whole..<size {
        var sum: Float = 0
        for row in 0..<size { sum += a[row] * matrix[row * size + column] }
        result += Double(sum) * Double(b[column])
    }
    return result
}
