/// Numbers whose entropies are summed side by side.
typealias EntropyLanes = SIMD16<Float>

/// −x ln x in every lane, to about seven digits; x is positive, or NaN.
///
/// The distances between all heads take half a million logarithms for two short sentences, more time than
/// everything else about them. The logarithm is that of the exponent and
/// ln m = 2 (s + s³/3 + s⁵/5 + …), s = (m − 1) / (m + 1), of a mantissa between √½ and √2.
func entropyTerms(_ x: EntropyLanes) -> EntropyLanes {
    let bits = unsafeBitCast(x, to: SIMD16<Int32>.self)
    let exponent = (bits &- 0x3F35_04F3) &>> 23
    let mantissa = unsafeBitCast(bits &- (exponent &<< 23), to: EntropyLanes.self)
    // 1.5·2²³ holds a small integer in its last bits.
    let shift: Float = 12_582_912
    let scale = unsafeBitCast(exponent &+ 0x4B40_0000, to: EntropyLanes.self) - shift
    let s = (mantissa - 1) / (mantissa + 1)
    let t = s * s
    var series = EntropyLanes(repeating: 1.0 / 9)
    for coefficient: Float in [1.0 / 7, 1.0 / 5, 1.0 / 3, 1] { series = coefficient + t * series }
    let logarithm = scale * 0.693_147_18 + 2 * s * series
    return -x * logarithm
}
