internal import CKernels

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
    /// - Complexity: O(pixels).
    func indexed(exact: Set<UInt32>) -> IndexedBitmap? {
        guard let found = changes(), let palette = Palette(found.colors, exact: exact) else {
            return nil
        }
        let pixels = [UInt8](unsafeUninitializedCapacity: width * height) { target, count in
            count = width * height
            guard let first = target.baseAddress else { return }
            var start = 0
            for (y, end) in found.ends.enumerated() {
                let row = first + y * width
                if y > 0 { row.update(from: row - width, count: width) }
                for change in found.changes[start..<end] {
                    row[Int(change.x)] = palette.places[Int(change.color)]
                }
                start = end
            }
        }
        return IndexedBitmap(pixels: pixels, colors: palette.colors)
    }

    /// A pixel that differs from the one above it; of the first row, any pixel.
    private struct Change {
        var x: UInt32
        /// Place of the colour in the order of first appearance.
        var color: UInt16
    }

    /// What changes from row to row.
    private struct Changes {
        /// In the order of first appearance.
        var colors: [UInt32]
        /// Row after row.
        var changes: [Change]
        /// Where those of each row end.
        var ends: [Int]
    }

    /// - Returns: `nil` if there are too many colours for any palette.
    private func changes() -> Changes? {
        // Without alpha the highest byte has no meaning, and no fixed content.
        let opaque: UInt32 = hasAlpha ? 0 : 0xFF00_0000
        var table = ColorTable(limit: 1 << 14)
        var changes: [Change] = []
        changes.reserveCapacity(64 * height)
        var ends: [Int] = []
        ends.reserveCapacity(height)
        var places = Array(0..<UInt32(width))
        for y in 0..<height {
            let row = row(y)
            let count =
                y == 0
                ? width
                : ck_differences(
                    row.baseAddress, self.row(y - 1).baseAddress, width, opaque, &places)
            // Neighbours are often alike.
            var last: (color: UInt32, place: UInt16)?
            for x in places[..<count] {
                let color = row[Int(x)] | opaque
                if last?.color != color {
                    guard let place = table.place(of: color) else { return nil }
                    last = (color, place)
                }
                if let last { changes.append(Change(x: x, color: last.place)) }
            }
            ends.append(changes.count)
        }
        return Changes(colors: table.colors, changes: changes, ends: ends)
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
        var exactTable = ColorTable(limit: exact.count + 1)
        for color in exact { _ = exactTable.place(of: color) }
        // The clear colour is as exact as those that were drawn with.
        let isExact = found.map { $0 == 0 || exactTable.contains($0) }
        for steps: UInt32 in [32, 24, 20, 16, 14, 12, 10, 8] where merge(found, isExact, steps) {
            return
        }
        return nil
    }

    /// Puts colours together whose channels agree when rounded; false if 256 are not enough.
    private mutating func merge(_ found: [UInt32], _ isExact: [Bool], _ steps: UInt32) -> Bool {
        colors = []
        places = []
        places.reserveCapacity(found.count)
        var groups = ColorTable(limit: 257)
        let rounded = (0..<256).map { ($0 * (steps - 1) + 127) / 255 }
        var sums: [(alpha: Int, red: Int, green: Int, blue: Int, count: Int)] = []
        for (color, isExact) in zip(found, isExact) {
            // Exact colours are opaque or clear; no rounded one has a key like theirs.
            let key = isExact ? max(color, 1 << 24) : Self.key(color, rounded)
            guard let group = groups.place(of: key), group < 256 else { return false }
            places.append(UInt8(group))
            if group == sums.count { sums.append((0, 0, 0, 0, 0)) }
            sums[Int(group)].alpha += Int(color >> 24)
            sums[Int(group)].red += Int((color >> 16) & 0xFF)
            sums[Int(group)].green += Int((color >> 8) & 0xFF)
            sums[Int(group)].blue += Int(color & 0xFF)
            sums[Int(group)].count += 1
        }
        colors = sums.map { sum in
            func mean(_ total: Int) -> UInt32 { UInt32((total + sum.count / 2) / sum.count) }
            return mean(sum.alpha) << 24 | mean(sum.red) << 16 | mean(sum.green) << 8
                | mean(sum.blue)
        }
        return true
    }

    /// A key for all colours near one another: each channel as one of at most 64 steps, in 24 bits.
    private static func key(_ color: UInt32, _ rounded: [UInt32]) -> UInt32 {
        func channel(_ shift: UInt32) -> UInt32 { rounded[Int((color >> shift) & 0xFF)] }
        return channel(24) << 18 | channel(16) << 12 | channel(8) << 6 | channel(0)
    }
}

/// A hash table from colours to their places in the order of first appearance, with open
/// addressing: it is asked at every change of colour along a row, and a `Dictionary` is several
/// times slower.
///
/// It begins small, because most pictures have a few hundred colours, and what is asked so often must
/// stay in the first cache.
private struct ColorTable {
    private(set) var colors: [UInt32] = []
    private var slots: [Slot]
    private var shift: UInt32
    private let limit: Int

    private struct Slot {
        var color: UInt32 = 0
        /// `free` where there is no colour.
        var place = Slot.free

        static let free = UInt16.max
    }

    /// - Parameter limit: The largest number of colours; below 65535.
    init(limit: Int) {
        let bits = 10
        slots = [Slot](repeating: Slot(), count: 1 << bits)
        shift = UInt32(32 - bits)
        self.limit = limit
    }

    /// The place of a colour, known or new; `nil` when the table is full.
    mutating func place(of color: UInt32) -> UInt16? {
        let slot = slot(of: color)
        if slots[slot].place != Slot.free { return slots[slot].place }
        guard colors.count < limit else { return nil }
        let place = UInt16(colors.count)
        slots[slot] = Slot(color: color, place: place)
        colors.append(color)
        if 2 * colors.count > slots.count { grow() }
        return place
    }

    func contains(_ color: UInt32) -> Bool { slots[slot(of: color)].place != Slot.free }

    /// At least half of the slots stay free.
    private mutating func grow() {
        shift -= 1
        slots = [Slot](repeating: Slot(), count: 2 * slots.count)
        for (place, color) in colors.enumerated() {
            slots[slot(of: color)] = Slot(color: color, place: UInt16(place))
        }
    }

    /// The slot that holds a colour, or the free one where it belongs.
    private func slot(of color: UInt32) -> Int {
        slots.withUnsafeBufferPointer { slots in
            var slot = Int((color &* 0x9E37_79B1) >> shift)
            while slots[slot].place != Slot.free, slots[slot].color != color {
                slot = (slot &+ 1) & (slots.count &- 1)
            }
            return slot
        }
    }
}
