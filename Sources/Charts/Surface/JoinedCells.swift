/// Cells as shapes between which no seams show.
///
/// A program that shows a vector graphic draws the edges of every shape smoothly. Where two shapes
/// only touch, a little of what lies below shows through both edges: a hairline, which looks like
/// data. So each cell reaches half-way below every neighbour that is drawn after it.
struct JoinedCells {
    /// The cells of one colour.
    struct Group {
        let color: Color
        fileprivate(set) var shapes: [Shape] = []
    }

    /// A cell with what it has below its neighbours.
    struct Shape: Equatable {
        /// Edges in whole units.
        fileprivate var left, top, right, bottom: Int
        /// How far it reaches beyond its edges.
        fileprivate var reach = Reach()

        fileprivate struct Reach: Equatable {
            var left = 0
            var top = 0
            var right = 0
            var bottom = 0
            /// Where the cell across a corner is drawn before and must not be covered.
            var leavesTopLeft = false
            var leavesTopRight = false
            var leavesBottomLeft = false
            var leavesBottomRight = false
        }
    }

    /// In the order in which they are to be drawn.
    private(set) var groups: [Group] = []
    /// Whether any two cells share an edge.
    private(set) var touch = false

    /// - Parameters:
    ///   - cells: rectangles that do not overlap. One that lets something through is not joined to others.
    ///   - units: how many units a point has; edges are rounded to whole ones.
    /// - Complexity: O(number of cells).
    init(_ cells: [ColoredRect], units: Double) {
        func whole(_ length: Double) -> Int {
            abs(length) < 1e7 ? Int((length * units).rounded()) : 0
        }
        var shapes: [Shape] = []
        shapes.reserveCapacity(cells.count)
        var ranks: [Int] = []
        ranks.reserveCapacity(cells.count)
        var known: [Color: Int] = [:]
        for cell in cells {
            let rank = known[cell.color] ?? groups.count
            if rank == groups.count {
                known[cell.color] = rank
                groups.append(Group(color: cell.color))
            }
            ranks.append(rank)
            let rectangle = cell.rectangle
            shapes.append(
                Shape(
                    left: whole(rectangle.minX), top: whole(rectangle.minY),
                    right: whole(rectangle.maxX), bottom: whole(rectangle.maxY)))
        }
        let neighbors = Neighbors(shapes) { groups[ranks[$0]].color.alpha == 255 }
        touch = neighbors.exist
        for index in shapes.indices {
            if touch { shapes[index].reach = neighbors.reach(of: index, in: shapes, ranks) }
            groups[ranks[index]].shapes.append(shapes[index])
        }
    }
}

extension JoinedCells.Shape {
    /// Calls a body with the corners of the outline. The first line is horizontal, the next vertical,
    /// and so on; the last one, back to the start, is vertical.
    func forEachCorner(_ body: (_ x: Int, _ y: Int) -> Void) {
        // Where a cell leaves a corner free, its outline turns inwards there.
        func turn(
            at inner: (x: Int, y: Int), _ outer: (x: Int, y: Int), _ leaves: Bool, acrossFirst: Bool
        ) {
            guard leaves else { return body(outer.x, outer.y) }
            acrossFirst ? body(outer.x, inner.y) : body(inner.x, outer.y)
            body(inner.x, inner.y)
            acrossFirst ? body(inner.x, outer.y) : body(outer.x, inner.y)
        }
        let (x0, y0) = (left - reach.left, top - reach.top)
        let (x1, y1) = (right + reach.right, bottom + reach.bottom)
        turn(at: (left, top), (x0, y0), reach.leavesTopLeft, acrossFirst: true)
        turn(at: (right, top), (x1, y0), reach.leavesTopRight, acrossFirst: false)
        turn(at: (right, bottom), (x1, y1), reach.leavesBottomRight, acrossFirst: true)
        turn(at: (left, bottom), (x0, y1), reach.leavesBottomLeft, acrossFirst: false)
    }
}

/// Which cells share a whole edge.
private struct Neighbors {
    private var left: [Int?]
    private var right: [Int?]
    private var above: [Int?]
    private var below: [Int?]
    private(set) var exist = false

    /// - Parameter canJoin: whether the cell with an index may have neighbours.
    init(_ shapes: [JoinedCells.Shape], canJoin: (Int) -> Bool) {
        let none = [Int?](repeating: nil, count: shapes.count)
        (left, right, above, below) = (none, none, none, none)
        var starts: [Corner: Int] = [:]
        starts.reserveCapacity(shapes.count)
        for (index, shape) in shapes.enumerated()
        where shape.left < shape.right && shape.top < shape.bottom && canJoin(index) {
            starts[Corner(x: shape.left, y: shape.top)] = index
        }
        for (index, shape) in shapes.enumerated()
        where starts[Corner(x: shape.left, y: shape.top)] == index {
            if let next = starts[Corner(x: shape.right, y: shape.top)],
                shapes[next].bottom == shape.bottom
            {
                (right[index], left[next], exist) = (next, index, true)
            }
            if let next = starts[Corner(x: shape.left, y: shape.bottom)],
                shapes[next].right == shape.right
            {
                (below[index], above[next], exist) = (next, index, true)
            }
        }
    }

    private struct Corner: Hashable {
        let x: Int
        let y: Int
    }

    /// - Parameter ranks: the places of the cells in the order of drawing; equal ones are of one colour.
    func reach(
        of index: Int, in shapes: [JoinedCells.Shape], _ ranks: [Int]
    ) -> JoinedCells.Shape.Reach {
        func isCovered(_ neighbor: Int?) -> Bool {
            neighbor.map { ranks[$0] >= ranks[index] } ?? false
        }
        func half(_ neighbor: Int?, _ length: (JoinedCells.Shape) -> Int) -> Int {
            guard let neighbor, isCovered(neighbor) else { return 0 }
            return length(shapes[neighbor]) / 2
        }
        var reach = JoinedCells.Shape.Reach()
        reach.left = half(left[index]) { $0.right - $0.left }
        reach.right = half(right[index]) { $0.right - $0.left }
        reach.top = half(above[index]) { $0.bottom - $0.top }
        reach.bottom = half(below[index]) { $0.bottom - $0.top }
        func leaves(_ across: Int, _ along: Int, _ neighbor: Int?, _ others: [Int?]) -> Bool {
            across > 0 && along > 0 && !isCovered(neighbor.flatMap { others[$0] })
        }
        reach.leavesTopLeft = leaves(reach.left, reach.top, left[index], above)
        reach.leavesTopRight = leaves(reach.right, reach.top, right[index], above)
        reach.leavesBottomLeft = leaves(reach.left, reach.bottom, left[index], below)
        reach.leavesBottomRight = leaves(reach.right, reach.bottom, right[index], below)
        return reach
    }
}
