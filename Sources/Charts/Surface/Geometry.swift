/// A point in points (1/72 inch); x grows to the right, y grows downwards.
struct Point: Hashable, Sendable {
    var x: Double
    var y: Double
}

struct Size: Hashable, Sendable {
    var width: Double
    var height: Double

    static let zero = Size(width: 0, height: 0)
}

/// Space to keep free at each side of a rectangle.
struct Insets: Hashable, Sendable {
    var top = 0.0
    var left = 0.0
    var bottom = 0.0
    var right = 0.0

    /// Room for both: the larger of the two at each side.
    func union(_ other: Insets) -> Insets {
        Insets(
            top: max(top, other.top), left: max(left, other.left),
            bottom: max(bottom, other.bottom), right: max(right, other.right))
    }
}

struct Rect: Hashable, Sendable {
    var minX: Double
    var minY: Double
    var maxX: Double
    var maxY: Double

    /// The rectangle with two opposite corners, in any order.
    init(x: Double, y: Double, toX: Double, toY: Double) {
        minX = min(x, toX)
        minY = min(y, toY)
        maxX = max(x, toX)
        maxY = max(y, toY)
    }

    var width: Double { maxX - minX }
    var height: Double { maxY - minY }
    var midX: Double { (minX + maxX) / 2 }
    var midY: Double { (minY + maxY) / 2 }
    var corners: [Point] {
        [
            Point(x: minX, y: minY), Point(x: maxX, y: minY),
            Point(x: maxX, y: maxY), Point(x: minX, y: maxY),
        ]
    }

    /// The rectangle without a border; never smaller than its middle.
    func inset(_ insets: Insets) -> Rect {
        let (left, right) = (minX + insets.left, maxX - insets.right)
        let (top, bottom) = (minY + insets.top, maxY - insets.bottom)
        let (x, y) = ((left + right) / 2, (top + bottom) / 2)
        return Rect(x: min(left, x), y: min(top, y), toX: max(right, x), toY: max(bottom, y))
    }

    func inset(_ distance: Double) -> Rect {
        inset(Insets(top: distance, left: distance, bottom: distance, right: distance))
    }

    /// The smallest rectangle that holds both.
    func union(_ other: Rect) -> Rect {
        Rect(
            x: min(minX, other.minX), y: min(minY, other.minY), toX: max(maxX, other.maxX),
            toY: max(maxY, other.maxY))
    }

    /// Whether the other lies inside, edges included.
    func contains(_ other: Rect) -> Bool {
        minX <= other.minX && minY <= other.minY && other.maxX <= maxX && other.maxY <= maxY
    }

    func intersects(_ other: Rect) -> Bool {
        minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
    }

    /// Whether a straight line between two points touches the rectangle.
    ///
    /// Source: Liang and Barsky, "A new concept and method for line clipping", 1984.
    func isCrossed(from a: Point, to b: Point) -> Bool {
        let (dx, dy) = (b.x - a.x, b.y - a.y)
        var (enter, leave) = (0.0, 1.0)
        for (slope, distance) in [
            (-dx, a.x - minX), (dx, maxX - a.x), (-dy, a.y - minY), (dy, maxY - a.y),
        ] {
            if slope == 0 {
                if distance < 0 { return false }
            } else if slope < 0 {
                enter = max(enter, distance / slope)
            } else {
                leave = min(leave, distance / slope)
            }
        }
        return enter <= leave
    }
}

extension Rect {
    /// The upright box around a box that was turned about its anchor, by degrees clockwise.
    init(around size: Size, at position: Point, anchor: Anchor, rotation: Double) {
        let (c, s) = (cosine(degrees: rotation), sine(degrees: rotation))
        var (x, y) = (
            (low: Double.infinity, high: -Double.infinity),
            (low: Double.infinity, high: -Double.infinity)
        )
        for corner in [(0.0, 0.0), (1, 0), (1, 1), (0, 1)] {
            let dx = (corner.0 - anchor.x) * size.width
            let dy = (corner.1 - anchor.y) * size.height
            let (px, py) = (position.x + dx * c - dy * s, position.y + dx * s + dy * c)
            x = (min(x.low, px), max(x.high, px))
            y = (min(y.low, py), max(y.high, py))
        }
        self.init(x: x.low, y: y.low, toX: x.high, toY: y.high)
    }
}
