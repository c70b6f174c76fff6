internal import CKernels

/// Σ aᵢbᵢ of two vectors of many numbers: in sixty-four sums of 32 bits, which are added in 64.
///
/// - Precondition: there are as many numbers in both.
func dotProduct(_ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>) -> Double {
    precondition(a.count == b.count, "dot product of \(a.count) and \(b.count) numbers")
    return ck_dot_product(a.baseAddress, b.baseAddress, a.count)
}

/// The same of two arrays.
func dotProduct(_ a: [Float], _ b: [Float]) -> Double {
    a.withUnsafeBufferPointer { a in b.withUnsafeBufferPointer { dotProduct(a, $0) } }
}
