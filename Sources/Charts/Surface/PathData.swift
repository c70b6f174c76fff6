internal import CCairo

/// A path of cairo's as SVG path data: whole numbers, each point relative to the one before, in the
/// fewest characters.
struct PathData: Hashable {
    /// The first point.
    private(set) var startX = 0
    private(set) var startY = 0
    /// What follows the first point.
    private(set) var bytes: [UInt8] = []
    private var currentX = 0
    private var currentY = 0
    private var contourX = 0
    private var contourY = 0
    private var command: UInt8 = 0
    private var hasStarted = false
    /// From the end of a curve as far and in the direction as from its second control point to it.
    private var reflection: Step?

    private struct Step: Hashable {
        var x: Int
        var y: Int
    }

    init() {}

    init(_ path: cairo_path_t) {
        var index = 0
        while index < Int(path.num_data) {
            let element = path.data + index
            let count = Int(element.pointee.header.length)
            let points = (1..<max(count, 1)).map { place in
                let point = element[place].point
                return (x: Int(point.x.rounded()), y: Int(point.y.rounded()))
            }
            switch element.pointee.header.type {
            case CAIRO_PATH_MOVE_TO:
                // A path ends with a move that draws nothing.
                if index + count < Int(path.num_data), let point = points.first { move(to: point) }
            case CAIRO_PATH_LINE_TO:
                if let point = points.first { line(to: point) }
            case CAIRO_PATH_CURVE_TO: curve(to: points)
            default: close()
            }
            index += max(count, 1)
        }
    }

    mutating func move(to point: (x: Int, y: Int)) {
        reflection = nil
        if hasStarted {
            add(UInt8(ascii: "m"), [point])
            // More points after a relative move are relative lines.
            command = UInt8(ascii: "l")
        } else {
            (startX, startY) = point
            (currentX, currentY) = point
            hasStarted = true
        }
        (contourX, contourY) = point
    }

    mutating func line(to point: (x: Int, y: Int)) {
        reflection = nil
        if point.y == currentY {
            add(UInt8(ascii: "h"), point.x - currentX)
        } else if point.x == currentX {
            add(UInt8(ascii: "v"), point.y - currentY)
        } else {
            add(UInt8(ascii: "l"), [point])
        }
        (currentX, currentY) = point
    }

    /// A curve through two control points to its end.
    mutating func curve(to points: [(x: Int, y: Int)]) {
        guard points.count == 3 else { return }
        let controls = (x: points[0].x - currentX, y: points[0].y - currentY)
        // Where a curve goes on smoothly, the first control point is known, but for its rounding.
        if let reflection, abs(reflection.x - controls.x) <= 1, abs(reflection.y - controls.y) <= 1
        {
            add(UInt8(ascii: "s"), Array(points.dropFirst()))
        } else {
            add(UInt8(ascii: "c"), points)
        }
        reflection = Step(x: points[2].x - points[1].x, y: points[2].y - points[1].y)
    }

    mutating func close() {
        reflection = nil
        bytes.append(UInt8(ascii: "z"))
        command = 0
        (currentX, currentY) = (contourX, contourY)
    }

    private mutating func add(_ command: UInt8, _ points: [(x: Int, y: Int)]) {
        for (index, point) in points.enumerated() {
            if index == 0 {
                add(command, point.x - currentX)
            } else {
                add(number: point.x - currentX)
            }
            add(number: point.y - currentY)
        }
        if let last = points.last { (currentX, currentY) = last }
    }

    /// A command that is the one before needs no letter.
    private mutating func add(_ command: UInt8, _ number: Int) {
        if command == self.command {
            add(number: number)
        } else {
            bytes.append(command)
            bytes += String(number).utf8
            self.command = command
        }
    }

    /// A minus sign separates numbers, too.
    private mutating func add(number: Int) {
        if number >= 0 { bytes.append(UInt8(ascii: " ")) }
        bytes += String(number).utf8
    }
}
