internal import CKernels

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
    return ck_bilinear_form(matrix.baseAddress, a.baseAddress, b.baseAddress, size)
}
