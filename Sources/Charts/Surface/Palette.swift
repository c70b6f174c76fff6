internal import Glibc

/// A bitmap with at most 256 colours, as one byte a pixel.
struct IndexedBitmap {
    /// Row after row, without gaps.
    let pixels: [UInt8]
    /// In the order of first appearance; premultiplied, as in the bitmap.
    let colors: [UInt32]
}

extension Bitmap {
    /// The bitmap with a palette; `nil` when that would cost more than 256 colours.
    ///
    /// Up to 256 colours are kept exactly. Beyond that, the shades between two colours, which come
    /// from smoothed edges of text and lines, are rounded to 32 steps a channel; colours that
    /// fill an area (`exact`) stay as they are.
    /// - Complexity: O(pixels); runs of equal pixels and equal rows cost little.
    func indexed(exact: Set<UInt32>) -> IndexedBitmap? {
        indexed(shade: { $0 }) ?? indexed(shade: { exact.contains($0) ? $0 : Self.rounded($0) })
    }

    private func indexed(shade: (UInt32) -> UInt32) -> IndexedBitmap? {
        var table = ColorTable()
        var shades: [UInt32: UInt8] = [:]
        var isComplete = true
        // Without alpha the highest byte has no meaning, and no fixed content.
        let opaque: UInt32 = hasAlpha ? 0 : 0xFF00_0000
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { target, count in
            count = width * height
            for y in 0..<height {
                let source = row(y)
                let start = y * width
                if y > 0, isEqual(y, y - 1) {
                    target.baseAddress.map {
                        ($0 + start).update(from: $0 + (start - width), count: width)
                    }
                    continue
                }
                var previous: UInt32 = 0
                var index: UInt8?
                for x in 0..<width {
                    let pixel = source[x] | opaque
                    if pixel != previous || index == nil {
                        previous = pixel
                        if let known = table.index(of: pixel) {
                            index = known
                        } else {
                            // One shade may stand for several pixels' colours.
                            let color = shade(pixel)
                            index = shades[color] ?? table.add(color)
                            guard let new = index, table.alias(pixel, new) else {
                                isComplete = false
                                count = 0
                                return
                            }
                            shades[color] = new
                        }
                    }
                    target[start + x] = index ?? 0
                }
            }
        }
        return isComplete ? IndexedBitmap(pixels: pixels, colors: table.colors) : nil
    }

    private func isEqual(_ a: Int, _ b: Int) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        return memcmp(base + a * stride, base + b * stride, width * 4) == 0
    }

    /// Each channel rounded to 32 steps that include 0 and 255.
    private static func rounded(_ pixel: UInt32) -> UInt32 {
        func channel(_ shift: UInt32) -> UInt32 {
            let value = (pixel >> shift) & 0xFF
            let step = (value * 31 + 127) / 255
            return ((step * 255 + 15) / 31) << shift
        }
        return channel(0) | channel(8) | channel(16) | channel(24)
    }
}

/// A hash table from colours to their places in a palette, with open addressing: four times as fast
/// as a `Dictionary`, and called for every change of colour along a row.
private struct ColorTable {
    private(set) var colors: [UInt32] = []
    private var keys = [UInt32](repeating: 0, count: slots)
    private var indices = [Int16](repeating: -1, count: slots)
    private var used = 0
    private static let slots = 8192

    func index(of color: UInt32) -> UInt8? {
        var slot = Self.slot(color)
        while indices[slot] >= 0 {
            if keys[slot] == color { return UInt8(truncatingIfNeeded: indices[slot]) }
            slot = (slot + 1) & (Self.slots - 1)
        }
        return nil
    }

    /// Adds a colour to the palette; `nil` when it is full.
    mutating func add(_ color: UInt32) -> UInt8? {
        guard colors.count < 256 else { return nil }
        colors.append(color)
        return UInt8(colors.count - 1)
    }

    /// Lets a colour of the bitmap stand at a place in the palette; false when the table is full.
    mutating func alias(_ color: UInt32, _ index: UInt8) -> Bool {
        guard used < Self.slots / 2 else { return false }
        used += 1
        var slot = Self.slot(color)
        while indices[slot] >= 0 { slot = (slot + 1) & (Self.slots - 1) }
        keys[slot] = color
        indices[slot] = Int16(index)
        return true
    }

    private static func slot(_ color: UInt32) -> Int {
        Int((color &* 0x9E37_79B1) >> 19)
    }
}
