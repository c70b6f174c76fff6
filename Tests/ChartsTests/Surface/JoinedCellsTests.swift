import TestSupport
import Testing

@testable import Charts

@Suite struct JoinedCellsTests {
    private static let side = 8

    /// Cells of 8 × 8 points, each of one of a few colours; `nil` leaves a hole.
    private func cells(_ colors: [[Color?]]) -> [ColoredRect] {
        let side = Double(Self.side)
        return colors.enumerated().flatMap { row, colors in
            colors.enumerated().compactMap { column, color in
                color.map {
                    ColoredRect(
                        rectangle: Rect(
                            x: side * Double(column), y: side * Double(row),
                            toX: side * Double(column + 1), toY: side * Double(row + 1)),
                        color: $0)
                }
            }
        }
    }

    private func corners(_ shape: JoinedCells.Shape) -> [[Int]] {
        var corners: [[Int]] = []
        shape.forEachCorner { corners.append([$0, $1]) }
        return corners
    }

    /// The squares of a unit that a shape covers.
    private func covered(
        _ shape: JoinedCells.Shape, width: Int, height: Int, _ body: (_ x: Int, _ y: Int) -> Void
    ) {
        let corners = corners(shape)
        let edges = zip(corners, corners.dropFirst() + corners.prefix(1))
            .filter { $0[0] == $1[0] }
        for y in 0..<height {
            let crossings = edges.filter { min($0[1], $1[1]) <= y && y < max($0[1], $1[1]) }
                .map { $0.0[0] }.sorted()
            for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
                for x in crossings[pair]..<crossings[pair + 1] where 0..<width ~= x { body(x, y) }
            }
        }
    }

    private let palette = [Color(0x440154), Color(0x21918C), Color(0xFDE725)]

    private func random(_ generator: inout SeededGenerator, holes: Bool) -> [[Color?]] {
        (0..<6).map { _ in
            (0..<7).map { _ in
                holes && Int.random(in: 0..<6, using: &generator) == 0
                    ? nil : palette.randomElement(using: &generator)
            }
        }
    }

    @Test(arguments: [false, true]) func everyPlaceHasTheColorOfItsCell(holes: Bool) {
        var generator = SeededGenerator(1)
        for _ in 0..<20 {
            let colors = random(&generator, holes: holes)
            let joined = JoinedCells(cells(colors), units: 1)
            let (width, height) = (7 * Self.side, 6 * Self.side)
            var painted = [[Color?]](
                repeating: [Color?](repeating: nil, count: width), count: height)
            for group in joined.groups {
                for shape in group.shapes {
                    covered(shape, width: width, height: height) { painted[$1][$0] = group.color }
                }
            }
            for y in 0..<height {
                for x in 0..<width {
                    #expect(painted[y][x] == colors[y / Self.side][x / Self.side])
                }
            }
        }
    }

    /// Pixels of 5 × 5 units, which lie across most edges, are filled as smooth edges are: each colour
    /// with the share of the pixel that it covers.
    @Test func nothingShowsThroughBetweenCells() {
        var generator = SeededGenerator(2)
        let pixel = 5
        for _ in 0..<20 {
            let colors = random(&generator, holes: false)
            let (width, height) = (7 * Self.side / pixel, 6 * Self.side / pixel)
            var background = [[Double]](
                repeating: [Double](repeating: 1, count: width), count: height)
            for group in JoinedCells(cells(colors), units: 1).groups {
                var squares = [Set<[Int]>](repeating: [], count: width * height)
                for shape in group.shapes {
                    covered(shape, width: width * pixel, height: height * pixel) { x, y in
                        squares[y / pixel * width + x / pixel].insert([x, y])
                    }
                }
                for (place, squares) in squares.enumerated() {
                    background[place / width][place % width] *=
                        1 - Double(squares.count) / Double(pixel * pixel)
                }
            }
            #expect(background.joined().allSatisfy { $0 == 0 })
        }
    }

    @Test func cellsApartStayRectangles() {
        let cells = [0.0, 10].map {
            ColoredRect(rectangle: Rect(x: $0, y: 1, toX: $0 + 9, toY: 5), color: palette[0])
        }
        let joined = JoinedCells(cells, units: 10)
        #expect(!joined.touch)
        #expect(joined.groups.count == 1)
        #expect(
            joined.groups[0].shapes.map(corners) == [
                [[0, 10], [90, 10], [90, 50], [0, 50]],
                [[100, 10], [190, 10], [190, 50], [100, 50]],
            ])
    }

    /// A colour that lets something through would be darker where two shapes lie over one another.
    @Test func clearCellsReachBelowNothing() {
        var clear = palette[0]
        clear.alpha = 100
        let joined = JoinedCells(cells([[clear, palette[1], clear]]), units: 1)
        #expect(!joined.touch)
    }

    /// The first cell reaches below all others; the second would cover the third's corner.
    @Test func cornersOfEarlierCellsStayFree() {
        let (a, b, c) = (palette[0], palette[1], palette[2])
        // In the order b, a, c: the upper right cell reaches left and down, but b is across.
        let joined = JoinedCells(cells([[b, a], [c, b]]), units: 1)
        #expect(joined.groups.map(\.color) == [b, a, c])
        #expect(corners(joined.groups[0].shapes[0]) == [[0, 0], [12, 0], [12, 12], [0, 12]])
        #expect(corners(joined.groups[1].shapes[0]) == [[8, 0], [16, 0], [16, 8], [8, 8]])
        let ringed = JoinedCells(
            cells([[a, b, b], [b, c, c], [b, c, c]]).enumerated()
                .sorted {
                    [0, 4].firstIndex(of: $0.offset) ?? 9 < [0, 4].firstIndex(of: $1.offset) ?? 9
                }
                .map(\.element), units: 1)
        // In the order a, c, b: the middle reaches up and left, but not below a.
        #expect(ringed.groups.map(\.color) == [a, c, b])
        #expect(
            corners(ringed.groups[1].shapes[0]) == [
                [4, 8], [8, 8], [8, 4], [20, 4], [20, 20], [4, 20],
            ])
    }

    @Test func nothingAndEmptyCellsAreHarmless() {
        #expect(JoinedCells([], units: 20).groups.isEmpty)
        let empty = Rect(x: 0, y: 0, toX: 0, toY: 0)
        let strange = Rect(x: -.infinity, y: 0, toX: .infinity, toY: 1)
        let joined = JoinedCells(
            [empty, empty, strange].map { ColoredRect(rectangle: $0, color: .black) }, units: 20)
        #expect(!joined.touch && joined.groups[0].shapes.count == 3)
    }
}
