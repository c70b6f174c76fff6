/// Where the labels of points stand: beside their points, on no other label and on no marker.
struct PointLabels {
    struct Entry {
        let text: TextBlock
        let size: Size
        let point: Point
        /// From the point to the edge of its marker.
        let radius: Double
        let color: Color
        /// Whether the point is one of the background. Its label is left out rather than laid over
        /// another such point.
        var isFaint = false
    }

    struct Placed {
        let text: TextBlock
        let box: Rect
        let color: Color
    }

    /// What can be written without covering anything.
    private(set) var placed: [Placed] = []
    /// The number of labels that found no room.
    private(set) var droppedCount = 0

    /// - Parameters:
    ///   - entries: The first to come find a place first.
    ///   - markers: Boxes that no label may cover.
    ///   - faint: Boxes that labels cover only for want of another place, or not at all.
    ///   - lines: Lines that labels cross only for want of another place.
    ///   - gap: Space between a marker and its label; half of it is kept between labels in a row.
    init(
        _ entries: [Entry], in plot: Rect, avoiding markers: [Rect], faint: [Rect],
        lines: [(Point, Point)], gap: Double
    ) {
        var taken = Neighbourhood(markers)
        let faint = Neighbourhood(faint)
        for entry in entries {
            var best: (box: Rect, cost: Double)?
            for (rank, box) in Self.places(entry, gap).enumerated() {
                guard plot.contains(box), !taken.meets(box) else { continue }
                let crossings = lines.count { box.isCrossed(from: $0, to: $1) }
                let covered = faint.count(box)
                if entry.isFaint, covered > 0 { continue }
                let cost = Double(rank) + 20 * Double(crossings) + 10 * Double(covered)
                if cost < best?.cost ?? .infinity { best = (box, cost) }
                if cost == Double(rank) { break }
            }
            guard let best else {
                droppedCount += 1
                continue
            }
            placed.append(Placed(text: entry.text, box: best.box, color: entry.color))
            taken.insert(best.box.inset(Insets(left: -gap / 2, right: -gap / 2)))
        }
    }

    /// Boxes around a point, best first: at its sides, above and below, then at its corners.
    private static func places(_ entry: Entry, _ gap: Double) -> [Rect] {
        let (width, height) = (entry.size.width, entry.size.height)
        let reach = entry.radius + gap
        // Text has air above and below its letters.
        let rise = entry.radius + 0.4 * gap
        let corner = 0.7 * entry.radius
        func box(_ left: Double, _ top: Double) -> Rect {
            Rect(
                x: entry.point.x + left, y: entry.point.y + top,
                toX: entry.point.x + left + width, toY: entry.point.y + top + height)
        }
        return [
            box(reach, -height / 2), box(-reach - width, -height / 2),
            box(-width / 2, -rise - height), box(-width / 2, rise),
            box(corner + gap / 2, -corner - height), box(corner + gap / 2, corner),
            box(-corner - gap / 2 - width, -corner - height),
            box(-corner - gap / 2 - width, corner),
        ]
    }
}

/// Boxes by the squares of a grid in which they lie, so that those near another are found without
/// asking all.
struct Neighbourhood {
    private struct Square: Hashable {
        var column: Int
        var row: Int
    }

    private static let side = 24.0
    private var boxes: [Rect] = []
    private var squares: [Square: [Int]] = [:]

    /// - Parameter boxes: In points, on a page: finite.
    init(_ boxes: [Rect] = []) {
        for box in boxes { insert(box) }
    }

    mutating func insert(_ box: Rect) {
        for square in Self.squares(box) { squares[square, default: []].append(boxes.count) }
        boxes.append(box)
    }

    func meets(_ box: Rect) -> Bool {
        Self.squares(box).contains { square in
            squares[square]?.contains { boxes[$0].intersects(box) } ?? false
        }
    }

    /// How many boxes meet one.
    func count(_ box: Rect) -> Int {
        var found: Set<Int> = []
        for square in Self.squares(box) {
            for index in squares[square] ?? [] where boxes[index].intersects(box) {
                found.insert(index)
            }
        }
        return found.count
    }

    private static func squares(_ box: Rect) -> [Square] {
        func span(_ low: Double, _ high: Double) -> ClosedRange<Int> {
            Int((low / side).rounded(.down))...Int((high / side).rounded(.down))
        }
        return span(box.minY, box.maxY).flatMap { row in
            span(box.minX, box.maxX).map { Square(column: $0, row: row) }
        }
    }
}
