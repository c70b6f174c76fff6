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
        for y in 0..<a.height where a.row(y) != b.row(y) {
            for x in 0..<a.width {
                let difference = Self.largest(a.seen(x, y), b.seen(x, y))
                largest = max(largest, difference)
                if difference > Self.noticeable { pixels += 1 }
            }
        }
    }

    /// The pixels that differ, in red, the stronger the further they are apart, on a pale picture;
    /// `nil` for pictures of different sizes.
    static func picture(_ a: DecodedPNG, _ b: DecodedPNG) -> [UInt8]? {
        guard a.width == b.width, a.height == b.height else { return nil }
        var pixels: [UInt8] = []
        for y in 0..<a.height {
            for x in 0..<a.width {
                let (before, after) = (a.seen(x, y), b.seen(x, y))
                let difference = largest(before, after)
                let grey = UInt8(200 + (before[0] + before[1] + before[2]) / 3 * 55 / 255)
                let rest = difference > 0 ? UInt8(160 - min(160, 20 * difference)) : grey
                pixels += [difference > 0 ? 255 : grey, rest, rest, 255]
            }
        }
        return DecodedPNG.encode(pixels, width: a.width, height: a.height)
    }

    /// The largest difference of a channel between the two pictures, each reduced to 4 × 4 mean
    /// colours; 255 for pictures of different sizes.
    static func ofStamps(_ a: DecodedPNG, _ b: DecodedPNG) -> Int {
        guard a.width == b.width, a.height == b.height else { return 255 }
        return zip(stamp(a), stamp(b)).map(largest).max() ?? 0
    }

    private static func stamp(_ picture: DecodedPNG) -> [SIMD4<Int>] {
        let side = 4
        var sums = [SIMD4<Int>](repeating: .zero, count: side * side)
        var counts = [Int](repeating: 0, count: side * side)
        // Every third pixel of every third row is enough for a mean.
        for y in stride(from: 0, to: picture.height, by: 3) {
            for x in stride(from: 0, to: picture.width, by: 3) {
                let place = y * side / picture.height * side + x * side / picture.width
                sums[place] &+= picture.seen(x, y)
                counts[place] += 1
            }
        }
        return zip(sums, counts).map { $0 / max($1, 1) }
    }

    private static func largest(_ a: SIMD4<Int>, _ b: SIMD4<Int>) -> Int {
        (0..<4).map { abs(a[$0] - b[$0]) }.max() ?? 0
    }
}
