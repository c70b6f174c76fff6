/// Makes probabilities of logits, in place: eˣ / Σ eˣ, summed in 64 bits.
///
/// A vocabulary has some ten thousand of them in each layer, so that the powers are taken many at a time.
func softmax(_ logits: UnsafeMutableBufferPointer<Float>) {
    typealias Lanes = SIMD16<Float>
    guard let first = logits.first else { return }
    let bytes = UnsafeMutableRawBufferPointer(logits)
    let whole = logits.count / Lanes.scalarCount * Lanes.scalarCount
    var maxima = Lanes(repeating: first)
    for index in stride(from: 0, to: whole, by: Lanes.scalarCount) {
        let offset = index * MemoryLayout<Float>.stride
        maxima = pointwiseMax(maxima, bytes.loadUnaligned(fromByteOffset: offset, as: Lanes.self))
    }
    let largest = logits[whole...].reduce(maxima.max()) { max($0, $1) }
    var sum = 0.0
    for index in stride(from: 0, to: whole, by: Lanes.scalarCount) {
        let offset = index * MemoryLayout<Float>.stride
        let powers = exponentials(
            bytes.loadUnaligned(fromByteOffset: offset, as: Lanes.self) - largest)
        bytes.storeBytes(of: powers, toByteOffset: offset, as: Lanes.self)
        sum += Double(powers.sum())
    }
    for index in whole..<logits.count {
        logits[index] = exponentials(Lanes(repeating: logits[index] - largest))[0]
        sum += Double(logits[index])
    }
    let scale = 1 / sum
    for index in logits.indices { logits[index] = Float(Double(logits[index]) * scale) }
}

/// eˣ in every lane, to about seven digits; x is at most 0, or NaN. Below −87 it is 0.
///
/// eˣ = 2ⁿ·eʳ with n = round(x / ln 2), of which the rest r, at most ln 2 / 2, is left to a polynomial.
func exponentials(_ x: SIMD16<Float>) -> SIMD16<Float> {
    // 1.5·2²³ holds a small integer in its last bits.
    let shift: Float = 12_582_912
    let shifted = x * 1.442_695_04 + shift
    let n = shifted - shift
    // ln 2 in two parts, of which n times the first is exact.
    let r = (x - n * 0.693_359_375) + n * 2.121_944_4e-4
    var series = SIMD16<Float>(repeating: 1.0 / 5040)
    for coefficient: Float in [1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1] {
        series = coefficient + r * series
    }
    let exponent = (unsafeBitCast(shifted, to: SIMD16<Int32>.self) &- 0x4B40_0000 &+ 127) &<< 23
    let powers = series * unsafeBitCast(exponent, to: SIMD16<Float>.self)
    return powers.replacing(with: 0, where: x .< -87)
}
