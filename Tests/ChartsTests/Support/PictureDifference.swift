/// How far two pictures of the same size are apart.
///
/// The limits are those of librsvg's tests: a channel that differs by more than 2 is worth a word,
/// by more than 8 a failure.
struct PictureDifference: Equatable {
    static let noticeable = 2
    static let wrong = 8

    /// The largest difference of a channel of a pixel, from 0 to 255.
    private(set) var largest = 0
    /// Pixels with a noticeable difference.
    private(set) var pixels = 0

    /// `nil` for pictures of different sizes.
    init?(_ a: DecodedPNG, _ b: DecodedPNG) {
        guard a.width == b.width, a.height == b.height else { return nil }
        for (a, b) in zip(a.colors, b.colors) where a != b {
            let difference = Self.largest(a, b)
            largest = max(largest, difference)
            if difference > Self.noticeable { pixels += 1 }
        }
    }

    /// The pixels that differ, in red, the stronger the further they are apart, on a pale picture.
    static func picture(_ a: DecodedPNG, _ b: DecodedPNG) -> [UInt8]? {
        guard a.width == b.width, a.height == b.height else { return nil }
        let pixels = zip(a.colors, b.colors).flatMap { a, b -> [UInt8] in
            let difference = largest(a, b)
            if difference > 0 {
                let rest = UInt8(160 - min(160, 20 * difference))
                return [255, rest, rest, 255]
            }
            // Opaque, so that pale text on nothing shows as well.
            let grey = (0..<3).map { Int(a[$0]) }.reduce(0, +) / 3 * Int(a[3]) / 255
            return Array(repeating: UInt8(200 + grey * 55 / 255), count: 3) + [255]
        }
        return DecodedPNG.encode(pixels, width: a.width, height: a.height)
    }

    /// The largest difference of a channel between the two pictures, each reduced to 12 × 12 mean
    /// colours.
    static func ofStamps(_ a: DecodedPNG, _ b: DecodedPNG) -> Int {
        zip(stamp(a), stamp(b)).map { abs($0 - $1) }.max() ?? 0
    }

    private static func stamp(_ picture: DecodedPNG) -> [Int] {
        let side = 12
        var sums = [Int](repeating: 0, count: side * side * 4)
        var counts = [Int](repeating: 0, count: side * side)
        for (index, color) in picture.colors.enumerated() {
            let x = index % picture.width * side / picture.width
            let y = index / picture.width * side / picture.height
            counts[y * side + x] += 1
            for channel in 0..<4 {
                let weight = channel == 3 ? 255 : Int(color[3])
                sums[(y * side + x) * 4 + channel] += Int(color[channel]) * weight / 255
            }
        }
        return sums.indices.map { sums[$0] / max(counts[$0 / 4], 1) }
    }

    /// Channels multiplied by alpha: what cannot be seen does not count.
    private static func largest(_ a: SIMD4<UInt8>, _ b: SIMD4<UInt8>) -> Int {
        func channel(_ color: SIMD4<UInt8>, _ index: Int) -> Int {
            index == 3 ? Int(color[3]) : Int(color[index]) * Int(color[3]) / 255
        }
        return (0..<4).map { abs(channel(a, $0) - channel(b, $0)) }.max() ?? 0
    }
}
