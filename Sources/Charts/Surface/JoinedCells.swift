/// Cells as areas between which no seams show.
///
/// A program that shows a vector graphic draws the edges of every shape smoothly. Where two shapes
/// only touch, a little of what lies below shows through both edges: a hairline, which looks like
/// data. So the cells of one colour are one area, which reaches half-way below every neighbour that is
/// drawn later. No area covers a place twice, because programs disagree on what that means.
///
/// Three areas meet in a pixel where the second one reaches below the third beside the first. Drawn from
/// dark to light, none of them is lighter or darker than both its neighbours, so no line is seen.
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

    /// One for each colour, in the order in which they are to be drawn: from dark to light.
    private(set) var areas: [Area] = []
    /// Whether any two cells share an edge.
    private(set) var touch = false

    /// - Parameters:
    ///   - cells: rectangles that do not overlap. One that lets something through is not joined to others.
    ///   - units: how many units a point has; edges are rounded to whole ones.
    /// - Complexity: O(number of cells), and n log n in that of the colours.
    init(_ cells: [ColoredRect], units: Double) {
        areas = Self.fromDarkToLight(cells).map { Area(color: $0) }
        let rankOfColor = Dictionary(
            uniqueKeysWithValues: areas.enumerated().map { ($1.color, $0) })
        let ranks = cells.map { rankOfColor[$0.color] ?? 0 }
        var members = [[Int]](repeating: [], count: areas.count)
        for (cell, rank) in ranks.enumerated() { members[rank].append(cell) }
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

    /// The colours of the cells, each once; equally light ones in the order of their first cells.
    private static func fromDarkToLight(_ cells: [ColoredRect]) -> [Color] {
        var known: Set<Color> = []
        let colors = cells.map(\.color).filter { known.insert($0).inserted }
        return colors.map { (color: $0, luminance: $0.luminance) }.enumerated()
            .sorted { ($0.element.luminance, $0.offset) < ($1.element.luminance, $1.offset) }
            .map(\.element.color)
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
