/// Cells as areas between which no seams show.
///
/// A program that shows a vector graphic draws the edges of every shape smoothly. Where two shapes
/// only touch, a little of what lies below shows through both edges: a hairline, which looks like
/// data. So the cells of one colour are one area, which reaches half-way below every neighbour that is
/// drawn later. No area covers a place twice, because programs disagree on what that means.
struct JoinedCells {
    struct Area {
        let color: Color
        /// The corners of its outlines, in whole units. The first line of each is horizontal, the next
        /// vertical, and so on; the last one, back to the start, is vertical.
        fileprivate(set) var outlines: [[Corner]] = []
    }

    struct Corner: Hashable {
        var x: Int
        var y: Int
    }

    /// One for each colour, in the order in which they are to be drawn.
    private(set) var areas: [Area] = []
    /// Whether any two cells share an edge.
    private(set) var touch = false

    /// - Parameters:
    ///   - cells: rectangles that do not overlap. One that lets something through is not joined to others.
    ///   - units: how many units a point has; edges are rounded to whole ones.
    /// - Complexity: O(number of cells).
    init(_ cells: [ColoredRect], units: Double) {
        var ranks: [Int] = []
        ranks.reserveCapacity(cells.count)
        var known: [Color: Int] = [:]
        var members: [[Int]] = []
        for (index, cell) in cells.enumerated() {
            let rank = known[cell.color] ?? areas.count
            if rank == areas.count {
                known[cell.color] = rank
                areas.append(Area(color: cell.color))
                members.append([])
            }
            ranks.append(rank)
            members[rank].append(index)
        }
        let grid = QuarteredCells(cells.map(\.rectangle), units: units) {
            cells[$0].color.alpha == 255
        }
        touch = grid.hasNeighbors
        var tracer = OutlineTracer(grid)
        for (rank, members) in members.enumerated() {
            tracer.begin()
            for cell in members { Self.cover(cell, rank, ranks, grid, &tracer) }
            areas[rank].outlines = tracer.outlines()
        }
    }

    /// Adds a cell's quarters, and those of its neighbours that it reaches below.
    private static func cover(
        _ cell: Int, _ rank: Int, _ ranks: [Int], _ grid: QuarteredCells,
        _ tracer: inout OutlineTracer
    ) {
        func isLater(_ other: Int?) -> Bool { other.map { ranks[$0] > rank } ?? false }
        func isEarlier(_ other: Int?) -> Bool { other.map { ranks[$0] < rank } ?? true }
        for quarter in QuarteredCells.quarters {
            tracer.add(cell, quarter)
            let across = grid.neighbor(of: cell, quarter.isRight ? .right : .left)
            let along = grid.neighbor(of: cell, quarter.isLower ? .bottom : .top)
            if let across, isLater(across) { tracer.add(across, quarter.mirrored) }
            if let along, isLater(along) { tracer.add(along, quarter.flipped) }
            // The first of the four cells at a corner fills it.
            guard !isEarlier(across), !isEarlier(along),
                let diagonal = across.flatMap({
                    grid.neighbor(of: $0, quarter.isLower ? .bottom : .top)
                }), isLater(diagonal)
            else { continue }
            tracer.add(diagonal, quarter.mirrored.flipped)
        }
    }
}
