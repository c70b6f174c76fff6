internal import Glibc

/// A bitmap with at most 256 colours, as one byte a pixel.
struct IndexedBitmap: Equatable {
    /// Row after row, without gaps.
    let pixels: [UInt8]
    /// In the order of first appearance; premultiplied, as in the bitmap.
    let colors: [UInt32]
}

extension Bitmap {
    /// The bitmap with a palette; `nil` when 256 colours are too few.
    ///
    /// Up to 256 colours are kept exactly. Beyond that, the shades between two colours, which come
    /// from the smoothed edges of text and lines, are put together with shades like them, as
    /// finely as the palette allows; the colours that were drawn with (`exact`) stay as they are.
    /// - Complexity: O(pixels); equal rows are read once.
    func indexed(exact: Set<UInt32>) -> IndexedBitmap? {
        guard let found = distinctColors() else { return nil }
        guard let palette = Palette(found.colors, exact: exact) else { return nil }
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { target, count in
            count = width * height
            guard let base = target.baseAddress else { return }
            for y in 0..<height {
                let row = base + y * width
                if found.repeatsPrevious[y] {
                    row.update(from: row - width, count: width)
                } else {
                    let start = y * width
                    palette.places.withUnsafeBufferPointer { places in
                        found.pixels.withUnsafeBufferPointer { pixels in
                            for x in 0..<width { row[x] = places[Int(pixels[start + x])] }
                        }
                    }
                }
            }
        }
        return IndexedBitmap(pixels: pixels, colors: palette.colors)
    }

    /// The bitmap's colours in the order of first appearance, and each pixel's place among them;
    /// `nil` if there are too many for any palette.
    private func distinctColors() -> (
        colors: [UInt32], pixels: [UInt16], repeatsPrevious: [Bool]
    )? {
        // Without alpha the highest byte has no meaning, and no fixed content.
        let opaque: UInt32 = hasAlpha ? 0 : 0xFF00_0000
        var table = ColorTable()
        var repeats = [Bool](repeating: false, count: height)
        var isFull = false
        let pixels = [UInt16](unsafeUninitializedCapacity: width * height) { target, count in
            count = width * height
            for y in 0..<height {
                repeats[y] = y > 0 && isRepeated(y)
                // The places of a repeated row are never read.
                if repeats[y] || isFull { continue }
                let source = row(y)
                var previous = source[0] | opaque
                var place = table.place(of: previous)
                for x in 0..<width {
                    let pixel = source[x] | opaque
                    if pixel != previous {
                        previous = pixel
                        place = table.place(of: pixel)
                    }
                    guard let place else {
                        isFull = true
                        break
                    }
                    target[y * width + x] = place
                }
            }
        }
        return isFull ? nil : (table.colors, pixels, repeats)
    }

    private func isRepeated(_ y: Int) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        return memcmp(base + y * stride, base + (y - 1) * stride, width * 4) == 0
    }
}

/// Which of at most 256 colours stands for each colour of a bitmap.
private struct Palette {
    private(set) var colors: [UInt32] = []
    /// For each colour of the bitmap, its place in `colors`.
    private(set) var places: [UInt8] = []

    init?(_ found: [UInt32], exact: Set<UInt32>) {
        if found.count <= 256 {
            colors = found
            places = found.indices.map { UInt8($0) }
            return
        }
        for steps: UInt32 in [32, 24, 20, 16, 14, 12, 10, 8] where merge(found, exact, steps) {
            return
        }
        return nil
    }

    /// Puts colours together whose channels agree when rounded; false if 256 are not enough.
    private mutating func merge(_ found: [UInt32], _ exact: Set<UInt32>, _ steps: UInt32) -> Bool {
        colors = []
        places = []
        places.reserveCapacity(found.count)
        var groups: [UInt64: Int] = [:]
        var sums: [(alpha: Int, red: Int, green: Int, blue: Int, count: Int)] = []
        for color in found {
            // Exact colours, and the clear one, have groups of their own.
            let isExact = color == 0 || exact.contains(color)
            let key = isExact ? 1 << 32 | UInt64(color) : Self.rounded(color, steps)
            let group = groups[key] ?? sums.count
            if group == sums.count {
                guard group < 256 else { return false }
                groups[key] = group
                sums.append((0, 0, 0, 0, 0))
            }
            places.append(UInt8(group))
            sums[group].alpha += Int(color >> 24)
            sums[group].red += Int((color >> 16) & 0xFF)
            sums[group].green += Int((color >> 8) & 0xFF)
            sums[group].blue += Int(color & 0xFF)
            sums[group].count += 1
        }
        colors = sums.map { sum in
            func mean(_ total: Int) -> UInt32 { UInt32((total + sum.count / 2) / sum.count) }
            return mean(sum.alpha) << 24 | mean(sum.red) << 16 | mean(sum.green) << 8
                | mean(sum.blue)
        }
        return true
    }

    /// A key for all colours near one another: each channel as one of at most 64 steps, in 24 bits.
    private static func rounded(_ color: UInt32, _ steps: UInt32) -> UInt64 {
        func channel(_ shift: UInt32) -> UInt64 {
            UInt64((((color >> shift) & 0xFF) * (steps - 1) + 127) / 255)
        }
        return channel(24) << 18 | channel(16) << 12 | channel(8) << 6 | channel(0)
    }
}

/// A hash table from colours to their places in the order of first appearance, with open
/// addressing: it is asked at every change of colour along a row, and a `Dictionary` is several
/// times slower.
private struct ColorTable {
    private(set) var colors: [UInt32] = []
    private var slots = [UInt16](repeating: .max, count: 1 << bits)
    private static let bits: UInt32 = 15
    private static let limit = 1 << 14

    /// The place of a colour, known or new; `nil` when the table is full.
    mutating func place(of color: UInt32) -> UInt16? {
        var slot = Int((color &* 0x9E37_79B1) >> (32 - Self.bits))
        while slots[slot] != .max {
            if colors[Int(slots[slot])] == color { return slots[slot] }
            slot = (slot + 1) & (slots.count - 1)
        }
        guard colors.count < Self.limit else { return nil }
        slots[slot] = UInt16(colors.count)
        colors.append(color)
        return slots[slot]
    }
}
