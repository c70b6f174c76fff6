/// Rectangles that may share whole edges, each cut into four quarters.
struct QuarteredCells {
    enum Side: Int, CaseIterable {
        case top, right, bottom, left

        /// The next one clockwise.
        var next: Side { Self.allCases[(rawValue + 1) % 4] }
        var previous: Side { Self.allCases[(rawValue + 3) % 4] }
    }

    struct Quarter: Hashable {
        var isRight: Bool
        var isLower: Bool

        /// The one to the left or right of it.
        var mirrored: Quarter { Quarter(isRight: !isRight, isLower: isLower) }
        /// The one above or below.
        var flipped: Quarter { Quarter(isRight: isRight, isLower: !isLower) }
    }

    static let quarters = [
        Quarter(isRight: false, isLower: false), Quarter(isRight: true, isLower: false),
        Quarter(isRight: false, isLower: true), Quarter(isRight: true, isLower: true),
    ]

    private struct Edges {
        let left, top, right, bottom: Int
    }

    private let edges: [Edges]
    /// The neighbours of each cell, in the order of `Side`; -1 for none.
    private var neighbors: [Int]
    private(set) var hasNeighbors = false

    var count: Int { edges.count }

    /// - Parameters:
    ///   - units: how many units a point has; edges are rounded to whole ones.
    ///   - canJoin: whether the cell with an index may have neighbours.
    init(_ rectangles: [Rect], units: Double, canJoin: (Int) -> Bool) {
        func whole(_ length: Double) -> Int {
            abs(length) < 1e7 ? Int((length * units).rounded()) : 0
        }
        edges = rectangles.map {
            Edges(
                left: whole($0.minX), top: whole($0.minY), right: whole($0.maxX),
                bottom: whole($0.maxY))
        }
        neighbors = [Int](repeating: -1, count: 4 * rectangles.count)
        var starts: [JoinedCells.Corner: Int] = [:]
        starts.reserveCapacity(edges.count)
        for (index, cell) in edges.enumerated()
        where cell.left < cell.right && cell.top < cell.bottom && canJoin(index) {
            starts[JoinedCells.Corner(x: cell.left, y: cell.top)] = index
        }
        for (index, cell) in edges.enumerated()
        where starts[JoinedCells.Corner(x: cell.left, y: cell.top)] == index {
            if let next = starts[JoinedCells.Corner(x: cell.right, y: cell.top)],
                edges[next].bottom == cell.bottom
            {
                connect(index, .right, next, .left)
            }
            if let next = starts[JoinedCells.Corner(x: cell.left, y: cell.bottom)],
                edges[next].right == cell.right
            {
                connect(index, .bottom, next, .top)
            }
        }
    }

    private mutating func connect(_ cell: Int, _ side: Side, _ next: Int, _ back: Side) {
        neighbors[4 * cell + side.rawValue] = next
        neighbors[4 * next + back.rawValue] = cell
        hasNeighbors = true
    }

    func neighbor(of cell: Int, _ side: Side) -> Int? {
        let neighbor = neighbors[4 * cell + side.rawValue]
        return neighbor < 0 ? nil : neighbor
    }

    // MARK: Quarters by number

    static func number(_ cell: Int, _ quarter: Quarter) -> Int {
        4 * cell + (quarter.isLower ? 2 : 0) + (quarter.isRight ? 1 : 0)
    }

    /// The quarter beside a quarter, of the same cell or the next.
    func number(beside number: Int, _ side: Side) -> Int? {
        let (isRight, isLower) = (number & 1 == 1, number & 2 == 2)
        let isWithin =
            switch side {
            case .top: isLower
            case .bottom: !isLower
            case .left: isRight
            case .right: !isRight
            }
        // Whether left or right, or upper or lower, is one bit of the number.
        let other = number ^ (side == .top || side == .bottom ? 2 : 1)
        if isWithin { return other }
        return neighbor(of: number / 4, side).map { 4 * $0 + other % 4 }
    }

    /// Where a quarter's side begins, clockwise.
    func start(of side: Side, _ number: Int) -> JoinedCells.Corner {
        let cell = edges[number / 4]
        let (isRight, isLower) = (number & 1 == 1, number & 2 == 2)
        let (middleX, middleY) = ((cell.left + cell.right) / 2, (cell.top + cell.bottom) / 2)
        let isAtRight = side == .right || side == .bottom
        let isAtBottom = side == .bottom || side == .left
        return JoinedCells.Corner(
            x: isRight == isAtRight ? (isRight ? cell.right : cell.left) : middleX,
            y: isLower == isAtBottom ? (isLower ? cell.bottom : cell.top) : middleY)
    }
}

/// Walks around sets of quarters.
struct OutlineTracer {
    private let grid: QuarteredCells
    private var members: [Int] = []
    /// The number of the set that a quarter was last in.
    private var sets: [Int]
    private var current = 0
    /// The sides of each quarter that a walk has passed, as bits.
    private var passed: [UInt8]

    init(_ grid: QuarteredCells) {
        self.grid = grid
        sets = [Int](repeating: 0, count: 4 * grid.count)
        passed = [UInt8](repeating: 0, count: 4 * grid.count)
    }

    /// Begins a new set.
    mutating func begin() {
        members.removeAll(keepingCapacity: true)
        current += 1
    }

    mutating func add(_ cell: Int, _ quarter: QuarteredCells.Quarter) {
        let number = QuarteredCells.number(cell, quarter)
        guard sets[number] != current else { return }
        sets[number] = current
        passed[number] = 0
        members.append(number)
    }

    /// The outlines of the set: clockwise around areas, the other way around holes.
    mutating func outlines() -> [[JoinedCells.Corner]] {
        var outlines: [[JoinedCells.Corner]] = []
        // Every outline has a top somewhere.
        for number in members
        where passed[number] & 1 == 0 && member(beside: number, .top) == nil {
            outlines.append(outline(from: number))
        }
        return outlines
    }

    private func member(beside number: Int, _ side: QuarteredCells.Side) -> Int? {
        grid.number(beside: number, side).flatMap { sets[$0] == current ? $0 : nil }
    }

    /// Walks along the edge, with the set to the right, from the top of a quarter.
    private mutating func outline(from first: Int) -> [JoinedCells.Corner] {
        var corners: [JoinedCells.Corner] = []
        var (number, side) = (first, QuarteredCells.Side.top)
        repeat {
            passed[number] |= 1 << UInt8(side.rawValue)
            let before = side
            if let ahead = member(beside: number, side.next) {
                if let outside = member(beside: ahead, side) {
                    (number, side) = (outside, side.previous)
                } else {
                    number = ahead
                }
            } else {
                side = side.next
            }
            if side != before { corners.append(grid.start(of: side, number)) }
        } while number != first || side != .top
        // The line to the first corner that was met is horizontal: it begins at the last one.
        if let last = corners.popLast() { corners.insert(last, at: 0) }
        return corners
    }
}
