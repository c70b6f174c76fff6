/// How the labels of a row of bands are set so that all fit: as few turned, cut and left out as
/// possible.
///
/// Horizontal where neighbours keep their distance; else horizontal, broken between words; else at
/// 45°; else upright; labels longer than their share of the height below the header are broken anywhere,
/// and end in an ellipsis when the lines run out; when even upright labels would touch, only every
/// k-th is shown.
struct CategoryLabels: Equatable {
    /// Degrees, clockwise: 0, -45 or -90.
    var rotation: Double
    /// Longest width of a line; longer labels break, or end in an ellipsis.
    var limit: Double
    /// Lines that a label may take.
    var lines = 1
    /// Every so many labels one is shown.
    var stride = 1

    /// What is known of the labels and their place.
    struct Situation {
        /// Natural sizes of the labels.
        var sizes: [Size]
        /// Distance between the centres of two bands.
        var step: Double
        /// Smallest distance between two labels.
        var gap: Double
        /// Space from the bounds' left edge to the plot.
        var room: Double
        /// Width of the figure.
        var width: Double
        /// How far from the plot labels may reach.
        var depth: Double
        /// Labels turn at least so far, as those of neighbours do: 0, -45 or -90.
        var rotation = 0.0
        /// Whether all labels, broken between words at a width, fit the lines that they may take.
        var breaksWell: (Double) -> Bool = { _ in false }

        var widest: Double { sizes.lazy.map(\.width).max() ?? 0 }
        var lineHeight: Double { sizes.lazy.map(\.height).max() ?? 0 }
        /// Lines that fit above one another.
        var mostLines: Int { CategoryLabels.linesFitting(lineHeight, in: depth) }
    }

    static func choose(_ situation: Situation) -> CategoryLabels {
        let widest = situation.widest
        let lineHeight = situation.lineHeight
        let step = situation.step
        let isLevel = situation.rotation == 0
        if isLevel, situation.fitsHorizontally { return CategoryLabels(rotation: 0, limit: widest) }
        let horizontalLimit = step - situation.gap
        if isLevel, horizontalLimit > 0, situation.breaksWell(horizontalLimit) {
            return CategoryLabels(rotation: 0, limit: horizontalLimit, lines: situation.mostLines)
        }
        let slope = sine(degrees: 45)
        let diagonalLimit = situation.depth / slope - lineHeight
        let allowsDiagonal = situation.rotation >= -45 && step * slope >= lineHeight
        if allowsDiagonal, widest <= diagonalLimit, situation.fitsDiagonally(widest) {
            return CategoryLabels(rotation: -45, limit: widest)
        }
        if step >= lineHeight {
            if widest <= situation.depth { return CategoryLabels(rotation: -90, limit: widest) }
            // Something has to be broken or cut: the direction that leaves most of it.
            if isLevel, horizontalLimit >= situation.depth {
                return CategoryLabels(
                    rotation: 0, limit: min(widest, horizontalLimit), lines: situation.mostLines)
            }
            let lines = linesFitting(lineHeight, in: step)
            if lines > 1 {
                return CategoryLabels(rotation: -90, limit: situation.depth, lines: lines)
            }
            let cut = min(widest, diagonalLimit)
            if allowsDiagonal, cut > situation.depth, situation.fitsDiagonally(cut) {
                return CategoryLabels(rotation: -45, limit: cut)
            }
            return CategoryLabels(rotation: -90, limit: situation.depth)
        }
        let upright = strideFor(lineHeight, step)
        let level = strideFor(widest + situation.gap, step)
        if isLevel, Double(level) <= 1.5 * Double(upright) {
            return CategoryLabels(rotation: 0, limit: widest, stride: level)
        }
        return CategoryLabels(
            rotation: -90, limit: min(widest, situation.depth), stride: upright)
    }

    static let mostLines = 6

    /// How many lines fit beside one another into a band or its depth.
    static func linesFitting(_ lineHeight: Double, in step: Double) -> Int {
        guard lineHeight > 0, step.isFinite else { return 1 }
        return min(max(Int(min(step / lineHeight, 100)), 1), mostLines)
    }

    static func strideFor(_ size: Double, _ step: Double) -> Int {
        guard step > 0 else { return Int.max }
        return Int(min((size / step).rounded(.up), 1_000_000_000))
    }

    /// The positions that keep their label: marked ones, then some others that matter, then every
    /// `stride`-th. Those too near to one that was there before give way.
    ///
    /// - Parameter others: Positions, the first to come before the next.
    func shown(count: Int, isMarked: (Int) -> Bool, others: [Int] = []) -> [Int] {
        guard stride > 1 else { return Array(0..<count) }
        var kept: [Int] = []
        for index in (0..<count).filter(isMarked) + others
        where kept.allSatisfy({ abs($0 - index) >= stride }) {
            kept.append(index)
        }
        kept.sort()
        var shown = kept
        var next = kept.startIndex
        for index in Swift.stride(from: 0, to: count, by: stride) {
            while next < kept.endIndex, kept[next] < index { next += 1 }
            let isFree =
                (next == kept.endIndex || kept[next] - index >= stride)
                && (next == kept.startIndex || index - kept[next - 1] >= stride)
            if isFree { shown.append(index) }
        }
        return shown.sorted()
    }
}

extension CategoryLabels.Situation {
    var fitsHorizontally: Bool {
        guard let first = sizes.first, let last = sizes.last else { return true }
        // At the ends, labels may reach a little beyond the plot, which then gives way.
        let overhang = 0.1 * width
        guard max(first.width, last.width) / 2 - step / 2 <= overhang else { return false }
        if sizes.count == 1 { return first.width <= step }
        return zip(sizes, sizes.dropFirst()).allSatisfy { left, right in
            (left.width + right.width) / 2 + gap <= step
        }
    }

    /// Whether the left ends of labels at 45°, no longer than a limit, stay near the plot.
    func fitsDiagonally(_ limit: Double) -> Bool {
        let slope = cosine(degrees: 45)
        let reach = max(room, 0.14 * width)
        return sizes.enumerated().allSatisfy { index, size in
            let center = step * (Double(index) + 0.5)
            return (min(size.width, limit) + size.height / 2) * slope - center <= reach
        }
    }
}
