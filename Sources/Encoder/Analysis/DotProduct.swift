/// Σ aᵢbᵢ of two vectors of many numbers: in sixteen sums of 32 bits, which are added in 64.
///
/// - Precondition: there are as many numbers in both.
func dotProduct(_ a: UnsafeBufferPointer<Float>, _ b: UnsafeBufferPointer<Float>) -> Double {
    precondition(a.count == b.count, "dot product of \(a.count) and \(b.count) numbers")
    typealias Lanes = SIMD16<Float>
    let left = UnsafeRawBufferPointer(a)
    let right = UnsafeRawBufferPointer(b)
    let whole = a.count / Lanes.scalarCount * Lanes.scalarCount
    var lanes = Lanes.zero
    for index in stride(from: 0, to: whole, by: Lanes.scalarCount) {
        let offset = index * MemoryLayout<Float>.stride
        lanes +=
            left.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
            * right.loadUnaligned(fromByteOffset: offset, as: Lanes.self)
    }
    var sum = lanes.indices.reduce(0.0) { $0 + Double(lanes[$1]) }
    for index in whole..<a.count { sum += Double(a[index]) * Double(b[index]) }
    return sum
}
